package io.intentstream.control;

/** A request was not carried out in time, or could not be made. The message says what to do. */
public final class NoReceiptException extends RuntimeException {
    NoReceiptException(String message) {
        super(message);
    }

    NoReceiptException(String message, Throwable cause) {
        super(message, cause);
    }
}
