package io.intentstream.offline.stats;

import java.util.Arrays;

/** Predictions from probabilities; each event belongs to another user. */
final class PredictionSamples {
    private PredictionSamples() {}

    static Predictions of(int[] labels, double... probabilities) {
        int[] users = new int[labels.length];
        Arrays.setAll(users, i -> i);
        return new Predictions(
                users,
                labels,
                Arrays.stream(probabilities).map(p -> Math.log(p / (1 - p))).toArray());
    }
}
