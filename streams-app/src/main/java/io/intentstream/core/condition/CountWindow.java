package io.intentstream.core.condition;

import java.time.Duration;

/**
 * A window over which events are counted. It consists of whole steps since the epoch: the step of now and those before it.
 * So a count over 24 hours contains the current hour and the 23 before it.
 *
 * @param step length of a step
 * @param steps how many
 */
public record CountWindow(Step step, int steps) {

    /** The steps in which events are counted. */
    public enum Step {
        /** For windows up to an hour. */
        FIVE_MINUTES(300_000L, 12),
        /** For windows up to a day. */
        HOUR(3_600_000L, 24),
        /** UTC days, for windows up to 30 days. */
        DAY(86_400_000L, 30);

        private final long millis;
        private final int most;

        Step(long millis, int most) {
            this.millis = millis;
            this.most = most;
        }

        /** Its length in milliseconds. */
        public long millis() {
            return millis;
        }

        /** Most steps of a window. */
        public int most() {
            return most;
        }
    }

    /**
     * The window of a length: a multiple of 5 minutes up to an hour, of an hour up to a day, of a day up to 30 days.
     *
     * @throws IllegalArgumentException for any other length
     */
    public static CountWindow of(Duration length) {
        for (Step step : Step.values()) {
            long steps = length.toMillis() / step.millis;
            if (steps >= 1 && steps <= step.most && steps * step.millis == length.toMillis()) {
                return new CountWindow(step, (int) steps);
            }
        }
        throw new IllegalArgumentException("no window of " + length);
    }
}
