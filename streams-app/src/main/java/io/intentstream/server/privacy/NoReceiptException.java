package io.intentstream.server.privacy;

/** A request was not carried out in time, or could not be made. The message says what to do. */
public final class NoReceiptException extends RuntimeException {
    private final boolean requestStands;

    private NoReceiptException(String message, Throwable cause, boolean requestStands) {
        super(message, cause);
        this.requestStands = requestStands;
    }

    /** The request is in its topic, and is carried out when its turn comes. */
    static NoReceiptException late(String message) {
        return new NoReceiptException(message, null, true);
    }

    /** The settings take no requests. */
    static NoReceiptException notTaken(String message) {
        return new NoReceiptException(message, null, false);
    }

    /** Kafka did not confirm that it has the request. */
    static NoReceiptException notConfirmed(String message, Throwable cause) {
        return new NoReceiptException(message, cause, false);
    }

    /** Whether the request is known to be in its topic, so that it is carried out without being made again. */
    public boolean requestStands() {
        return requestStands;
    }
}
