package io.intentstream.stream.topics;

import io.intentstream.kafka.KafkaErrorExplainer;

/** The cluster did not let us look at its topics, or make them. */
public final class TopicsUnreachableException extends RuntimeException {

    TopicsUnreachableException(String what, Throwable cause) {
        super(what + ": " + KafkaErrorExplainer.describe(cause), cause);
    }
}
