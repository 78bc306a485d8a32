package io.intentstream.metric;

/** How well probabilities hold what they say. */
public final class Reliability {
    private static final int BINS = 15;

    private Reliability() {}

    /** Mean negative log-likelihood, in nats. */
    public static double logLoss(Predictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            double signed = predictions.labels()[i] == 1
                    ? predictions.logOdds()[i]
                    : -predictions.logOdds()[i];
            // ln(1 + exp(-signed)), written so that it neither overflows nor loses small values
            sum += Math.max(-signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)));
        }
        return sum / predictions.size();
    }

    /** Mean squared distance of probability and outcome. */
    public static double brier(Predictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            double distance = predictions.probability(i) - predictions.labels()[i];
            sum += distance * distance;
        }
        return sum / predictions.size();
    }

    /**
     * Expected calibration error: in 15 bins of equal width, the mean distance of probability and frequency, weighted
     * by events.
     */
    public static double calibrationError(Predictions predictions) {
        double[] distance = new double[BINS];
        for (int i = 0; i < predictions.size(); i++) {
            double probability = predictions.probability(i);
            int bin = Math.min(BINS - 1, (int) (probability * BINS));
            distance[bin] += probability - predictions.labels()[i];
        }
        double sum = 0;
        for (double bin : distance) {
            sum += Math.abs(bin);
        }
        return sum / predictions.size();
    }
}
