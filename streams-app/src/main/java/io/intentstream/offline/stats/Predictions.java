package io.intentstream.offline.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Scores and what came true, event by event.
 *
 * @param users a number for each event's user
 * @param labels 1 where it came true, else 0
 * @param logOdds the scores
 */
public record Predictions(int[] users, int[] labels, double[] logOdds) {

    public int size() {
        return labels.length;
    }

    /** Part of the events that came true. */
    public double baseRate() {
        return Arrays.stream(labels).average().orElse(Double.NaN);
    }

    public double probability(int i) {
        return 1 / (1 + Math.exp(-logOdds[i]));
    }

    /** The same events with other scores. */
    public Predictions map(DoubleUnaryOperator score) {
        return new Predictions(users, labels, Arrays.stream(logOdds).map(score).toArray());
    }

    /** Some of the events, in the order given, repeated if named repeatedly. */
    public Predictions select(int[] events) {
        return new Predictions(
                Arrays.stream(events).map(i -> users[i]).toArray(),
                Arrays.stream(events).map(i -> labels[i]).toArray(),
                Arrays.stream(events).mapToDouble(i -> logOdds[i]).toArray());
    }
}
