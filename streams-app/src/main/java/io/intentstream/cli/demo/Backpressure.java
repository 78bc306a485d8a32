package io.intentstream.cli.demo;

/**
 * How far the player may be ahead of the engine: about half a second's work, at the pace at which the engine has lately
 * worked. So the engine always has enough to do, and the latency that is measured is its own under load, not that of a
 * backlog. The lead grows while the engine keeps up, since a larger one then brings a higher pace. Belongs to one thread.
 */
final class Backpressure {

    private static final long LEAST = 500;
    private static final double SECONDS_AHEAD = 0.5;
    private static final long PACE_NANOS = 250_000_000L;

    private long allowed = LEAST;
    private long paceFromNanos = System.nanoTime();
    private long paceFromAccounted;

    /**
     * Whether one more event may be sent.
     *
     * @param underWay events that were sent and are not accounted for
     * @param accounted events that are accounted for
     * @param nowNanos the time, in the terms of {@link System#nanoTime}
     */
    boolean allows(long underWay, long accounted, long nowNanos) {
        long nanos = nowNanos - paceFromNanos;
        if (nanos >= PACE_NANOS) {
            double eventsPerSecond = (accounted - paceFromAccounted) * 1e9 / nanos;
            allowed = Math.max(LEAST, (long) (eventsPerSecond * SECONDS_AHEAD));
            paceFromNanos = nowNanos;
            paceFromAccounted = accounted;
        }
        return underWay < allowed;
    }
}
