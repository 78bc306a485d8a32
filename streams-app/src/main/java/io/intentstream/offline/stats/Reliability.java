package io.intentstream.offline.stats;

/** How well probabilities agree with outcomes. */
public final class Reliability {
    static final int BINS = 15;

    private Reliability() {}

    /** Mean negative log-likelihood, in nats. */
    public static double logLoss(Predictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            sum += logLoss(predictions.labels()[i], predictions.logOdds()[i]);
        }
        return sum / predictions.size();
    }

    /** Negative log-likelihood of one outcome, in nats; finite for any score. */
    public static double logLoss(int label, double logOdds) {
        double signed = label == 1 ? logOdds : -logOdds;
        // ln(1 + exp(-signed)), written so that it neither overflows nor loses small values
        return Math.max(-signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)));
    }

    /** Mean squared distance between probability and outcome. */
    public static double brier(Predictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            double distance = predictions.probability(i) - predictions.labels()[i];
            sum += distance * distance;
        }
        return sum / predictions.size();
    }

    /**
     * Expected calibration error: in 15 bins of equal width, the mean distance between probability and frequency, weighted
     * by events.
     */
    public static double calibrationError(Predictions predictions) {
        double[] distance = new double[BINS];
        for (int i = 0; i < predictions.size(); i++) {
            double probability = predictions.probability(i);
            distance[bin(probability)] += probability - predictions.labels()[i];
        }
        double sum = 0;
        for (double bin : distance) {
            sum += Math.abs(bin);
        }
        return sum / predictions.size();
    }

    /** The bin of a probability, 0 to {@link #BINS} - 1. */
    static int bin(double probability) {
        return Math.min(BINS - 1, (int) (probability * BINS));
    }
}
