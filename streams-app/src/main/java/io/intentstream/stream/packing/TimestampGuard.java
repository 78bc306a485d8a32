package io.intentstream.stream.packing;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Decides which record timestamps may advance stream time, so that a wrong clock cannot.
 *
 * @param allowedAhead how far ahead of now a timestamp may be
 * @param clock the wall clock
 */
public record TimestampGuard(Duration allowedAhead, InstantSource clock) {

    /** Now, in epoch milliseconds. */
    public long now() {
        return clock.millis();
    }

    /** The latest valid timestamp at this moment, in epoch milliseconds. */
    long latestValid() {
        return now() + allowedAhead.toMillis();
    }

    /** Whether a timestamp, in epoch milliseconds, is after 1970 and not too far ahead. */
    public boolean isValid(long timestamp) {
        return timestamp > 0 && timestamp <= latestValid();
    }
}
