package io.intentstream.topology;

import io.intentstream.config.KafkaRefusal;

/** The cluster did not let us look at its topics, or make them. */
public final class TopicsUnreachableException extends RuntimeException {

    TopicsUnreachableException(String what, Throwable cause) {
        super(what + ": " + KafkaRefusal.describe(cause), cause);
    }
}
