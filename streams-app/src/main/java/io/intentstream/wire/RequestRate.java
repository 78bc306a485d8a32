package io.intentstream.wire;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/** Spaces requests so that a flood of bad records does not become one of requests. Safe for use by many threads. */
final class RequestRate {
    private final long nanosBetween;
    private long next = System.nanoTime();

    /** @param perSecond most requests a second */
    RequestRate(int perSecond) {
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Returns when the caller may send a request. */
    void await() {
        try {
            TimeUnit.NANOSECONDS.sleep(nanosUntilTurn());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private synchronized long nanosUntilTurn() {
        long now = System.nanoTime();
        next = next - now > 0 ? next : now;
        long wait = next - now;
        next += nanosBetween;
        return wait;
    }
}
