package io.intentstream.cli.demo;

/**
 * Limits how far the player may be ahead of the engine: by about half a second of work at the engine's recent rate. So the
 * engine always has enough to do, and the measured latency is its own under load, not that of a backlog. The limit grows
 * while the engine keeps up, since a larger lead then raises the rate. Not thread-safe.
 */
final class Backpressure {

    private static final long LEAST_EVENTS = 500;
    private static final double SECONDS_AHEAD = 0.5;
    private static final long RATE_NANOS = 250_000_000L;

    private long allowed = LEAST_EVENTS;
    private long rateFromNanos = System.nanoTime();
    private long rateFromAccounted;

    /**
     * Whether one more event may be sent.
     *
     * @param underWay events that were sent and are not yet accounted for
     * @param accounted events that are accounted for
     * @param nowNanos the time, from {@link System#nanoTime}
     */
    boolean allows(long underWay, long accounted, long nowNanos) {
        long nanos = nowNanos - rateFromNanos;
        if (nanos >= RATE_NANOS) {
            double eventsPerSecond = (accounted - rateFromAccounted) * 1e9 / nanos;
            allowed = Math.max(LEAST_EVENTS, (long) (eventsPerSecond * SECONDS_AHEAD));
            rateFromNanos = nowNanos;
            rateFromAccounted = accounted;
        }
        return underWay < allowed;
    }
}
