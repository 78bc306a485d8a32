package io.intentstream.offline.training.bundle;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.stats.Predictions;
import java.util.Arrays;

/**
 * Sets the bands by how much more likely a purchase is than after an average event: from HIGH on, its odds are at least four times
 * those of the base rate, from MEDIUM on one and a half times.
 */
public final class Bands {
    private static final double HIGH_ODDS = 4;
    private static final double MEDIUM_ODDS = 1.5;
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

    /**
     * The thresholds.
     *
     * @param baseRate share of the training events that is positive, more than 0 and less than 1
     */
    public static ModelManifest.Thresholds thresholds(double baseRate) {
        double odds = baseRate / (1 - baseRate);
        return new ModelManifest.Thresholds(probability(MEDIUM_ODDS * odds), probability(HIGH_ODDS * odds));
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
    private static double probability(double odds) {
        return Math.round(odds / (1 + odds) * PROBABILITY_STEPS) / PROBABILITY_STEPS;
    }
}
