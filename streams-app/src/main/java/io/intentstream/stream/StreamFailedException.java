package io.intentstream.stream;

/** The stream cannot start or continue. The message says what is wrong, where, and what to do. */
public final class StreamFailedException extends RuntimeException {
    StreamFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
