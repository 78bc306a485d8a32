package io.intentstream.offline.replay;

/** A replay cannot go on. The message says what was wrong, where, and what to do; it stands alone. */
public final class ReplayException extends RuntimeException {

    public ReplayException(String message) {
        super(message);
    }

    public ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
