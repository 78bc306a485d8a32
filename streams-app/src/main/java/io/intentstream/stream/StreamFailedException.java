package io.intentstream.stream;

/** The stream can't start or go on. The message says what is wrong, where, and what to do. */
public final class StreamFailedException extends RuntimeException {
    public StreamFailedException(String message) {
        super(message);
    }

    public StreamFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
