package io.intentstream.offline.training.data;

/** The given data or folder does not allow training; the message says what is missing and what to do. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is missing and what to do */
    public TrainingException(String message) {
        super(message);
    }

    /** @param message what is missing and what to do */
    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
