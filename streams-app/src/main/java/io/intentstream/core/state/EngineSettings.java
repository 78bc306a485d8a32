package io.intentstream.core.state;

import java.time.Duration;

/**
 * The settings of the core. Everything else that determines a result is in the model bundle.
 *
 * @param sessionGap inactivity that ends a session; default 30 minutes
 * @param windowEvents most events kept in one user's behaviour window; default 256, at least 32
 * @param windowGrace how late an event may be and still be inserted by its time; default 2 hours
 * @param affinityHalfLife time in which the weight of a category or brand halves; default 7 days
 * @param userTtl event time without events after which a user starts again; default 180 days
 * @param trackRedelivery whether each user's state keeps the input offsets it contains, which distinguishes a record that
 *     Kafka delivers again from an event that the client sent twice; needed under at-least-once only; default false
 * @param rememberItems whether products of events that have left the window are remembered, for recommendations; default
 *     false
 */
public record EngineSettings(
        Duration sessionGap,
        int windowEvents,
        Duration windowGrace,
        Duration affinityHalfLife,
        Duration userTtl,
        boolean trackRedelivery,
        boolean rememberItems) {

    /** Settings without a memory of products. */
    public EngineSettings(
            Duration sessionGap,
            int windowEvents,
            Duration windowGrace,
            Duration affinityHalfLife,
            Duration userTtl,
            boolean trackRedelivery) {
        this(sessionGap, windowEvents, windowGrace, affinityHalfLife, userTtl, trackRedelivery, false);
    }

    /** The same settings with a memory of products. */
    public EngineSettings rememberingItems() {
        return new EngineSettings(
                sessionGap, windowEvents, windowGrace, affinityHalfLife, userTtl, trackRedelivery, true);
    }

    /** The same settings with another inactivity that ends a session. */
    public EngineSettings withSessionGap(Duration gap) {
        return new EngineSettings(
                gap, windowEvents, windowGrace, affinityHalfLife, userTtl, trackRedelivery, rememberItems);
    }

    /** The defaults named above. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                Duration.ofMinutes(30), 256, Duration.ofHours(2), Duration.ofDays(7), Duration.ofDays(180), false);
    }
}
