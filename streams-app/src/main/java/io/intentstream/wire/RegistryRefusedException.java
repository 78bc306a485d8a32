package io.intentstream.wire;

/** The registry refused the request: an incompatible schema, wrong credentials, a wrong address. Retrying does not help. */
public final class RegistryRefusedException extends RegistryException {
    private final int status;
    private final int errorCode;

    RegistryRefusedException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The registry's own error code, such as 40401; the HTTP status if there is none. */
    public int errorCode() {
        return errorCode;
    }
}
