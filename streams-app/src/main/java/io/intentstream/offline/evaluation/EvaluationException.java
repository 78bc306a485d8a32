package io.intentstream.offline.evaluation;

/** An evaluation that is impossible with the given input; the message says what is missing and what to do. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message for users. */
    public EvaluationException(String message) {
        super(message);
    }

    /** With a message for users, and its cause. */
    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}
