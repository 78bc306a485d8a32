package io.intentstream.stream.topics;

import io.intentstream.kafka.KafkaErrorExplainer;

/** The cluster cannot be used. The message says what is wrong, where, and what to do. */
public final class ClusterException extends RuntimeException {

    ClusterException(String message) {
        super(message);
    }

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }

    /** An operation that Kafka refused or did not answer; the message ends with Kafka's reason in plain words. */
    static ClusterException of(String failure, Throwable cause) {
        return new ClusterException(failure + ": " + KafkaErrorExplainer.describe(cause), cause);
    }
}
