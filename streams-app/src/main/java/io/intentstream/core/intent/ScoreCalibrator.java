package io.intentstream.core.intent;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.schema.Band;

/** Converts a model's log-odds to calibrated log-odds, probabilities and bands. Immutable. */
public final class ScoreCalibrator {
    private static final double STEPS = 1e4;

    private final ModelManifest manifest;
    private final double baseLogOdds;

    /** Reads calibration, thresholds and base rate from the bundle's manifest. */
    public ScoreCalibrator(ModelManifest manifest) {
        this.manifest = manifest;
        this.baseLogOdds = StrictMath.log(manifest.baseRate() / (1 - manifest.baseRate()));
    }

    /**
     * Calibrated log-odds: slope * logit + intercept (Platt, 1999).
     *
     * @param logit the model's log-odds; NaN, when the model failed, stands for those of the base rate
     */
    public double logOdds(float logit) {
        return Float.isNaN(logit)
                ? baseLogOdds
                : manifest.calibration().slope() * logit
                        + manifest.calibration().intercept();
    }

    /** Log-odds of the base rate: the score of a session before its first event. */
    public double baseLogOdds() {
        return baseLogOdds;
    }

    /**
     * Calibrated probability, 0 to 1, rounded to four decimals so that the last bits of a sum do not show.
     *
     * @param logit the model's log-odds; NaN when the model failed
     */
    public double probability(float logit) {
        return probabilityOf(logOdds(logit));
    }

    /** Probability of calibrated log-odds, rounded likewise; NaN of NaN. */
    public static double probabilityOf(double logOdds) {
        return Double.isNaN(logOdds) ? logOdds : round(1 / (1 + StrictMath.exp(-logOdds)));
    }

    /** Band of a calibrated probability, by the bundle's thresholds. */
    public Band band(double probability) {
        if (probability >= manifest.thresholds().high()) {
            return Band.HIGH;
        }
        return probability >= manifest.thresholds().medium() ? Band.MEDIUM : Band.LOW;
    }

    /** Rounds to four decimals, the precision of profiles and intents. */
    public static double round(double value) {
        return Math.round(value * STEPS) / STEPS;
    }
}
