package io.intentstream.offline.stats;

import java.util.Arrays;

/** Computes metrics of one set of predictions, for any drawing of its users. Events count by their weights. */
public final class MetricCalculator {
    private static final double[] LIFT_SHARES = {0.01, 0.05, 0.1};
    private static final int CALIBRATION_BINS = 15;

    private final Predictions predictions;
    private final double[] probabilities;
    private final double[] logLosses;
    private final RankedScores ranked;
    private final int fromMedium;
    private final int fromHigh;

    /**
     * @param medium least probability of MEDIUM
     * @param high least probability of HIGH
     */
    public MetricCalculator(Predictions predictions, double medium, double high) {
        this.predictions = predictions;
        probabilities = new double[predictions.size()];
        Arrays.setAll(probabilities, predictions::probability);
        logLosses = new double[predictions.size()];
        Arrays.setAll(logLosses, predictions::logLoss);
        ranked = new RankedScores(predictions);
        fromMedium = countFrom(medium);
        fromHigh = countFrom(high);
    }

    /** The scores, from the highest down. */
    public RankedScores ranked() {
        return ranked;
    }

    /** The metrics with every user counted once, by {@link Metric#ordinal()}; NaN where one is not defined. */
    public double[] metrics() {
        int[] once = new int[predictions.userNumbers()];
        Arrays.fill(once, 1);
        return metrics(once);
    }

    /**
     * The metrics of a drawing of users.
     *
     * @param times how often each user was drawn
     */
    double[] metrics(int[] times) {
        Pass pass = new Pass(times);
        pass.rank();
        pass.reliability();
        pass.confusion(fromMedium, Metric.ACCURACY_MEDIUM);
        pass.confusion(fromHigh, Metric.ACCURACY_HIGH);
        return pass.metrics;
    }

    /** AUROC, average precision and lift of a drawing of users; the other metrics are NaN. */
    double[] ranking(int[] times) {
        Pass pass = new Pass(times);
        pass.rank();
        return pass.metrics;
    }

    /** Probabilities are compared as intents carry them, in steps of 0.0001. */
    private int countFrom(double threshold) {
        int count = 0;
        while (count < ranked.size() && Math.round(ranked.probabilities()[count] * 1e4) / 1e4 >= threshold) {
            count++;
        }
        return count;
    }

    /** One drawing. */
    private final class Pass {
        private final double[] metrics = new double[Metric.values().length];
        private final int[] times;
        private final double all;
        private final double positives;

        Pass(int[] times) {
            Arrays.fill(metrics, Double.NaN);
            this.times = times;
            double sum = 0;
            double hits = 0;
            for (int i = 0; i < ranked.size(); i++) {
                double weight = times[ranked.users()[i]] * ranked.weights()[i];
                sum += weight;
                hits += weight * ranked.labels()[i];
            }
            all = sum;
            positives = hits;
        }

        void rank() {
            double[] liftHits = new double[LIFT_SHARES.length];
            double negatives = all - positives;
            double area = 0;
            double precisions = 0;
            double seen = 0;
            double hits = 0;
            int position = 0;
            for (int end : ranked.stepEnds()) {
                double stepAll = 0;
                double stepHits = 0;
                for (; position < end; position++) {
                    double weight = times[ranked.users()[position]] * ranked.weights()[position];
                    stepAll += weight;
                    stepHits += weight * ranked.labels()[position];
                }
                if (stepAll == 0) {
                    continue;
                }
                double below = negatives - (seen - hits) - (stepAll - stepHits);
                area += stepHits * (below + (stepAll - stepHits) / 2);
                for (int i = 0; i < LIFT_SHARES.length; i++) {
                    double wanted = LIFT_SHARES[i] * all - seen;
                    if (wanted > 0) {
                        liftHits[i] += stepHits * Math.min(1, wanted / stepAll);
                    }
                }
                seen += stepAll;
                hits += stepHits;
                precisions += stepHits * hits / seen;
            }
            metrics[Metric.AUROC.ordinal()] = area / (positives * negatives);
            metrics[Metric.AVERAGE_PRECISION.ordinal()] = precisions / positives;
            for (int i = 0; i < LIFT_SHARES.length; i++) {
                metrics[Metric.LIFT_1.ordinal() + i] = liftHits[i] / (LIFT_SHARES[i] * positives);
            }
        }

        void reliability() {
            double[] distances = new double[CALIBRATION_BINS];
            double loss = 0;
            double squares = 0;
            for (int i = 0; i < predictions.size(); i++) {
                double weight = times[predictions.users()[i]] * predictions.weights()[i];
                double distance = probabilities[i] - predictions.labels()[i];
                loss += weight * logLosses[i];
                squares += weight * distance * distance;
                distances[Math.min(CALIBRATION_BINS - 1, (int) (probabilities[i] * CALIBRATION_BINS))] +=
                        weight * distance;
            }
            double error = 0;
            for (double distance : distances) {
                error += Math.abs(distance);
            }
            metrics[Metric.LOG_LOSS.ordinal()] = loss / all;
            metrics[Metric.BRIER.ordinal()] = squares / all;
            metrics[Metric.CALIBRATION_ERROR.ordinal()] = error / all;
        }

        /** Accuracy and the three metrics that follow it in the enumeration. */
        void confusion(int selected, Metric accuracy) {
            double chosen = 0;
            double hits = 0;
            for (int i = 0; i < selected; i++) {
                double weight = times[ranked.users()[i]] * ranked.weights()[i];
                chosen += weight;
                hits += weight * ranked.labels()[i];
            }
            double falseAlarms = chosen - hits;
            double misses = positives - hits;
            int first = accuracy.ordinal();
            metrics[first] = (all - falseAlarms - misses) / all;
            metrics[first + 1] = hits / chosen;
            metrics[first + 2] = hits / positives;
            metrics[first + 3] = 2 * hits / (2 * hits + falseAlarms + misses);
        }
    }
}
