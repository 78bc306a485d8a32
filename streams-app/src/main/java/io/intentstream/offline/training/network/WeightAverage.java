package io.intentstream.offline.training.network;

import java.util.LinkedHashMap;
import java.util.Map;

/** An exponential running average of a network's weights over its updates (Polyak and Juditsky, 1992). */
final class WeightAverage {
    /** The average covers about the last 100 updates. */
    private static final double DECAY = 0.99;

    private final Map<String, float[]> average = new LinkedHashMap<>();
    private long updates;

    WeightAverage(Map<String, float[]> start) {
        start.forEach((name, values) -> average.put(name, values.clone()));
    }

    /** Adds the weights after an update. The average follows early updates closely, so that the initial weights vanish. */
    void add(Map<String, float[]> weights) {
        updates++;
        float part = (float) (1 - Math.min(DECAY, updates / (updates + 9.0)));
        weights.forEach((name, values) -> {
            float[] mean = average.get(name);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += part * (values[i] - mean[i]);
            }
        });
    }

    /** A copy of the average. */
    Map<String, float[]> weights() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        average.forEach((name, values) -> copy.put(name, values.clone()));
        return copy;
    }
}
