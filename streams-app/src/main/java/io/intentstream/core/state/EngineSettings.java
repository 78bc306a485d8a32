package io.intentstream.core.state;

import java.time.Duration;

/**
 * What the Kafka-free core needs to know; everything else that shapes a result is in the model bundle.
 *
 * @param sessionGap inactivity that ends a session; default 30 minutes
 * @param windowEvents most events kept in one user's behaviour window; default 256, at least 32
 * @param windowGrace how late an event may arrive and still be sorted in among its neighbours; default 2 hours
 * @param affinityHalfLife time in which the weight of a category or brand halves; default 7 days
 * @param userTtl event time without any event after which a user starts afresh; default 180 days
 * @param trackRedelivery whether each user's state remembers the input offsets it has seen, so that an event that
 *     Kafka delivers again is told from one that the client sent twice; needed under at-least-once only; default false
 */
public record EngineSettings(
        Duration sessionGap,
        int windowEvents,
        Duration windowGrace,
        Duration affinityHalfLife,
        Duration userTtl,
        boolean trackRedelivery) {

    /** The defaults named above. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                Duration.ofMinutes(30), 256, Duration.ofHours(2), Duration.ofDays(7), Duration.ofDays(180), false);
    }
}
