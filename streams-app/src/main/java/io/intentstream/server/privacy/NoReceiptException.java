package io.intentstream.server.privacy;

import org.jspecify.annotations.Nullable;

/** A request was not carried out in time, or could not be sent. The message says what to do. */
public final class NoReceiptException extends RuntimeException {
    private final boolean requestStands;

    private NoReceiptException(String message, @Nullable Throwable cause, boolean requestStands) {
        super(message, cause);
        this.requestStands = requestStands;
    }

    /** The request is in its topic and will be carried out. */
    static NoReceiptException late(String message) {
        return new NoReceiptException(message, null, true);
    }

    /** The settings allow no requests. */
    static NoReceiptException notTaken(String message) {
        return new NoReceiptException(message, null, false);
    }

    /** Kafka did not confirm the request. */
    static NoReceiptException notConfirmed(String message, Throwable cause) {
        return new NoReceiptException(message, cause, false);
    }

    /** Whether the request is known to be in its topic: it will be carried out and need not be sent again. */
    public boolean requestStands() {
        return requestStands;
    }
}
