package io.intentstream.topology;

/** The cluster did not let us look at its topics, or make them. */
public final class TopicsUnreachableException extends RuntimeException {

    TopicsUnreachableException(String what, Throwable cause) {
        super(
                "%s: %s; check bootstrap.servers, the security settings, and the permissions Describe, DescribeConfigs and Create"
                        .formatted(what, cause.getMessage() == null ? cause.toString() : cause.getMessage()),
                cause);
    }
}
