package io.intentstream.offline.input;

/** An input that the user must put right. The message says what was wrong, where, and what to do; it stands alone. */
public final class InputException extends RuntimeException {

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
