package io.intentstream.offline.stats;

import java.util.Arrays;

/** Computes every {@link Metric} of one set of predictions, for any weighting of its users, in one pass. */
public final class MetricCalculator {
    private static final double[] LIFT_SHARES = {0.01, 0.05, 0.1};

    private final RankedScores ranked;
    private final int fromMedium;
    private final int fromHigh;

    /**
     * @param medium least probability of MEDIUM
     * @param high least probability of HIGH
     */
    public MetricCalculator(Predictions predictions, double medium, double high) {
        ranked = new RankedScores(predictions);
        fromMedium = countFrom(medium);
        fromHigh = countFrom(high);
    }

    /** The scores, from the highest down. */
    public RankedScores ranked() {
        return ranked;
    }

    /** The figures with every user counted once, by {@link Metric#ordinal()}; NaN where one is not defined. */
    public double[] figures() {
        int[] once = new int[Arrays.stream(ranked.users()).max().orElse(-1) + 1];
        Arrays.fill(once, 1);
        return figures(once);
    }

    /**
     * The figures of a drawing of users.
     *
     * @param times how often each user was drawn
     */
    public double[] figures(int[] times) {
        Pass pass = new Pass(times);
        double[] figures = new double[Metric.values().length];
        pass.rank(figures);
        pass.reliability(figures);
        pass.confusion(figures, fromMedium, Metric.ACCURACY_MEDIUM);
        pass.confusion(figures, fromHigh, Metric.ACCURACY_HIGH);
        return figures;
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
        private final int[] times;
        private final double all;
        private final double positives;

        Pass(int[] times) {
            this.times = times;
            double sum = 0;
            double hits = 0;
            for (int i = 0; i < ranked.size(); i++) {
                int weight = times[ranked.users()[i]];
                sum += weight;
                hits += weight * ranked.labels()[i];
            }
            all = sum;
            positives = hits;
        }

        void rank(double[] figures) {
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
                    int weight = times[ranked.users()[position]];
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
            figures[Metric.AUROC.ordinal()] = area / (positives * negatives);
            figures[Metric.AVERAGE_PRECISION.ordinal()] = precisions / positives;
            for (int i = 0; i < LIFT_SHARES.length; i++) {
                figures[Metric.LIFT_1.ordinal() + i] = liftHits[i] / (LIFT_SHARES[i] * positives);
            }
        }

        void reliability(double[] figures) {
            double[] distances = new double[Reliability.BINS];
            double loss = 0;
            double squares = 0;
            for (int i = 0; i < ranked.size(); i++) {
                int weight = times[ranked.users()[i]];
                double distance = ranked.probabilities()[i] - ranked.labels()[i];
                loss += weight * ranked.logLosses()[i];
                squares += weight * distance * distance;
                distances[Reliability.bin(ranked.probabilities()[i])] += weight * distance;
            }
            figures[Metric.LOG_LOSS.ordinal()] = loss / all;
            figures[Metric.BRIER.ordinal()] = squares / all;
            figures[Metric.CALIBRATION_ERROR.ordinal()] =
                    Arrays.stream(distances).map(Math::abs).sum() / all;
        }

        /** Accuracy and the three figures that follow it in the enumeration. */
        void confusion(double[] figures, int selected, Metric accuracy) {
            double chosen = 0;
            double hits = 0;
            for (int i = 0; i < selected; i++) {
                int weight = times[ranked.users()[i]];
                chosen += weight;
                hits += weight * ranked.labels()[i];
            }
            double falseAlarms = chosen - hits;
            double misses = positives - hits;
            int first = accuracy.ordinal();
            figures[first] = (all - falseAlarms - misses) / all;
            figures[first + 1] = hits / chosen;
            figures[first + 2] = hits / positives;
            figures[first + 3] = 2 * hits / (2 * hits + falseAlarms + misses);
        }
    }
}
