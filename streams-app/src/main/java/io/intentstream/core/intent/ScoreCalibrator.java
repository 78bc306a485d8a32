package io.intentstream.core.intent;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.schema.Band;

/** What a model's log-odds mean: calibrated log-odds, probability and band. Immutable. */
public final class ScoreCalibrator {
    private static final double PROBABILITY_STEPS = 1e4;

    private final ModelManifest manifest;
    private final double baseLogOdds;

    /** Reads calibration, thresholds and base rate from the bundle's manifest. */
    public ScoreCalibrator(ModelManifest manifest) {
        this.manifest = manifest;
        this.baseLogOdds = StrictMath.log(manifest.baseRate() / (1 - manifest.baseRate()));
    }

    /** Calibrated log-odds; those of the base rate when {@code logit} is NaN. */
    public double logOdds(float logit) {
        return Float.isNaN(logit)
                ? baseLogOdds()
                : manifest.calibration().slope() * logit
                        + manifest.calibration().intercept();
    }

    /** Log-odds of the base rate: what is known of a visit before its first event. */
    public double baseLogOdds() {
        return baseLogOdds;
    }

    /** Calibrated probability, rounded to four decimals so that it does not depend on the last bits. */
    public double probability(float logit) {
        return round(1 / (1 + StrictMath.exp(-logOdds(logit))));
    }

    /** Band of a probability, by the bundle's thresholds. */
    public Band band(double probability) {
        if (probability >= manifest.thresholds().high()) {
            return Band.HIGH;
        }
        return probability >= manifest.thresholds().medium() ? Band.MEDIUM : Band.LOW;
    }

    /** Rounds a probability, or a difference of two, to four decimals. */
    public static double round(double probability) {
        return Math.round(probability * PROBABILITY_STEPS) / PROBABILITY_STEPS;
    }
}
