package io.intentstream.offline.input;

/** An error in the input that the user must fix. The message says what was wrong, where, and what to do. */
public final class InputException extends RuntimeException {

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
