package io.intentstream.server.collect;

import io.intentstream.server.http.Problem;

/**
 * The answers to requests that must be sent again later. Status 429 with {@code Retry-After} also says that Kafka does not answer:
 * trackers keep such events until they are taken, whereas they give up after a few answers of 503.
 */
final class Busy {
    private static final int STATUS = 429;

    private Busy() {}

    static Problem tooManyBytes() {
        return again(1, "the collector holds as much as it may until Kafka has taken it; send again later");
    }

    static Problem kafka() {
        return again(2, "Kafka did not take the events; send them again later");
    }

    static Problem starting() {
        return again(2, "the collector is waiting for Kafka and the schema registry; send again later");
    }

    static Problem stopping() {
        return again(1, "the collector is stopping; send again to another one, or later");
    }

    static Problem rateLimited(long seconds) {
        return again(seconds, "this write key has sent more events than it may; send again later");
    }

    private static Problem again(long seconds, String message) {
        return Problem.of(STATUS, message, "Retry-After", Long.toString(seconds));
    }
}
