package io.intentstream.offline.training.bundle;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.stats.Predictions;
import java.util.Arrays;

/** Sets the bands by how many events a shop acts on: HIGH is the strongest 9 % of the validation events, MEDIUM the next 11 %. */
public final class Bands {
    private static final double HIGH_SHARE = 0.09;
    private static final double MEDIUM_OR_HIGH_SHARE = 0.2;
    private static final double PROBABILITY_STEPS = 1e4;

    private Bands() {}

    /**
     * What a band catches.
     *
     * @param share share of the events that is in it
     * @param precision share of its events that is positive
     * @param recall share of all positives that is in it
     */
    record Catch(double share, double precision, double recall) {}

    /** The thresholds for these calibrated scores. */
    public static ModelManifest.Thresholds thresholds(Predictions calibrated) {
        double[] probabilities = new double[calibrated.size()];
        Arrays.setAll(probabilities, calibrated::probability);
        Arrays.sort(probabilities);
        return new ModelManifest.Thresholds(
                quantile(probabilities, 1 - MEDIUM_OR_HIGH_SHARE), quantile(probabilities, 1 - HIGH_SHARE));
    }

    /** What the events at or above a threshold catch. */
    static Catch at(double threshold, Predictions calibrated) {
        double caught = 0;
        double hits = 0;
        for (int i = 0; i < calibrated.size(); i++) {
            if (calibrated.probability(i) >= threshold) {
                caught++;
                hits += calibrated.labels()[i];
            }
        }
        double positives = Arrays.stream(calibrated.labels()).sum();
        return new Catch(caught / calibrated.size(), hits / caught, hits / positives);
    }

    /** Rounded as probabilities in intents are. */
    private static double quantile(double[] sorted, double part) {
        double value = sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
        return Math.round(value * PROBABILITY_STEPS) / PROBABILITY_STEPS;
    }
}
