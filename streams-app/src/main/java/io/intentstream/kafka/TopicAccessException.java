package io.intentstream.kafka;

import org.jspecify.annotations.Nullable;

/** A topic cannot be read or written. The message says what was wrong and what to do; it stands alone. */
public final class TopicAccessException extends RuntimeException {

    /** A failure that Kafka did not report. */
    public TopicAccessException(String message) {
        super(message);
    }

    /** A failure with its cause. */
    public TopicAccessException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
