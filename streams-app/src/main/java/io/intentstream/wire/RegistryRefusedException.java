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

    /** For an answer that no registry gives. */
    static RegistryRefusedException noRegistry(String path) {
        return new RegistryRefusedException(
                200,
                200,
                "%s is answered with unexpected JSON; is %s the address of a schema registry?"
                        .formatted(path, RegistrySettings.URL));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The registry's own error code, such as 40401; the HTTP status if there is none. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether the registry itself says that it has no such thing; a bare 404 may come from anything. */
    boolean saysNotFound() {
        return errorCode / 100 == 404;
    }

    /** Whether the user or the password is wrong, or lacks a right. */
    boolean refusesCredentials() {
        return status == 401 || status == 403;
    }
}
