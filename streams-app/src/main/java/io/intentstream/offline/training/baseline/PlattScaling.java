package io.intentstream.offline.training.baseline;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.stats.Predictions;

/**
 * Fits calibrated log-odds = slope * log-odds + intercept to held-out outcomes by maximum likelihood (Platt, 1999), with
 * Newton's method and step halving. The slope stays positive, so calibration never changes the ranking.
 */
public final class PlattScaling {
    private static final int STEPS = 50;
    private static final double LEAST_SLOPE = 1e-3;

    /** Keeps the curvature above 0 when all scores are equal. */
    private static final double RIDGE = 1e-9;

    private PlattScaling() {}

    /** Fits to uncalibrated scores of events that the model has not learnt from. */
    public static ModelManifest.Calibration fit(Predictions predictions) {
        double slope = 1;
        double intercept = 0;
        double loss = loss(predictions, slope, intercept);
        for (int i = 0; i < STEPS; i++) {
            double[] step = newtonStep(predictions, slope, intercept);
            double scale = 1;
            double candidate = loss(predictions, slope - step[0], intercept - step[1]);
            while (candidate > loss && scale > 1e-6) {
                scale /= 2;
                candidate = loss(predictions, slope - scale * step[0], intercept - scale * step[1]);
            }
            if (!(loss - candidate > 1e-12)) {
                break;
            }
            slope -= scale * step[0];
            intercept -= scale * step[1];
            loss = candidate;
        }
        return new ModelManifest.Calibration(Math.max(LEAST_SLOPE, slope), intercept);
    }

    /** The calibrated scores. */
    public static Predictions apply(ModelManifest.Calibration calibration, Predictions predictions) {
        return predictions.map(logOdds -> calibration.slope() * logOdds + calibration.intercept());
    }

    private static double loss(Predictions predictions, double slope, double intercept) {
        return predictions.map(logOdds -> slope * logOdds + intercept).logLoss();
    }

    private static double[] newtonStep(Predictions predictions, double slope, double intercept) {
        double slopeGradient = 0;
        double interceptGradient = 0;
        double slopeCurvature = RIDGE;
        double interceptCurvature = RIDGE;
        double mixedCurvature = 0;
        for (int i = 0; i < predictions.size(); i++) {
            double x = predictions.logOdds()[i];
            double p = 1 / (1 + Math.exp(-(slope * x + intercept)));
            double error = p - predictions.labels()[i];
            double weight = p * (1 - p);
            slopeGradient += error * x;
            interceptGradient += error;
            slopeCurvature += weight * x * x;
            interceptCurvature += weight;
            mixedCurvature += weight * x;
        }
        double determinant = slopeCurvature * interceptCurvature - mixedCurvature * mixedCurvature;
        return new double[] {
            (interceptCurvature * slopeGradient - mixedCurvature * interceptGradient) / determinant,
            (slopeCurvature * interceptGradient - mixedCurvature * slopeGradient) / determinant
        };
    }
}
