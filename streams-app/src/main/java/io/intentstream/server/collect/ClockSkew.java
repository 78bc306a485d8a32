package io.intentstream.server.collect;

import java.time.Duration;
import java.time.Instant;

/**
 * Corrects the times of clients whose clocks are wrong, as Segment does: a message also says when its client sent it, and that
 * was just before it was received.
 */
final class ClockSkew {
    /** A smaller difference is the network's: then times stay as the client wrote them. */
    static final Duration TOLERANCE = Duration.ofSeconds(10);

    private ClockSkew() {}

    /**
     * The time of an event by our clock: {@code receivedAt - (sentAt - time)}. A time after {@code sentAt} was not read from the
     * client's clock and stays.
     *
     * @param time of the event by the client's clock
     * @param sentAt time of the request by the client's clock
     * @param receivedAt time of the request by our clock
     */
    static Instant correct(Instant time, Instant sentAt, Instant receivedAt) {
        Duration skew = Duration.between(sentAt, receivedAt);
        boolean small = skew.abs().compareTo(TOLERANCE) <= 0;
        return small || time.isAfter(sentAt.plus(TOLERANCE)) ? time : time.plus(skew);
    }
}
