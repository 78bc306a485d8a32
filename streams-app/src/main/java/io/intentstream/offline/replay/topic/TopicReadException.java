package io.intentstream.offline.replay.topic;

/** A topic can't be read or written. The message says what was wrong and what to do; it stands alone. */
public final class TopicReadException extends RuntimeException {

    public TopicReadException(String message) {
        super(message);
    }

    public TopicReadException(String message, Throwable cause) {
        super(message, cause);
    }
}
