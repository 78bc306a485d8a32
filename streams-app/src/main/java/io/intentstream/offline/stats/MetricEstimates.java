package io.intentstream.offline.stats;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The metrics of some predictions, and their values in every drawing of users. Estimates of two models on the same events
 * are compared drawing by drawing.
 */
public final class MetricEstimates {
    private final MetricCalculator calculator;
    private final double[] values;
    private final double[][] drawn;

    private MetricEstimates(MetricCalculator calculator, Stream<double[]> drawn) {
        this.calculator = calculator;
        this.values = calculator.metrics();
        this.drawn = drawn.toArray(double[][]::new);
    }

    /**
     * Every metric with its interval.
     *
     * @param bootstrap draws users; the same for all that are compared
     */
    public static MetricEstimates of(MetricCalculator calculator, UserBootstrap bootstrap) {
        return new MetricEstimates(calculator, bootstrap.drawings().map(calculator::metrics));
    }

    /** Every metric, with intervals from {@link UserBootstrap#ROUNDS} drawings for AUROC, average precision and lift alone. */
    public static MetricEstimates ofRanking(Predictions predictions, long seed) {
        MetricCalculator calculator = new MetricCalculator(predictions, 1, 1);
        UserBootstrap bootstrap = new UserBootstrap(predictions.userNumbers(), UserBootstrap.ROUNDS, seed);
        return new MetricEstimates(calculator, bootstrap.drawings().map(calculator::ranking));
    }

    /** The scores, from the highest down. */
    public RankedScores ranked() {
        return calculator.ranked();
    }

    /** Every metric with its interval. */
    public Map<Metric, Estimate> all() {
        return estimates(values, drawn);
    }

    /** These metrics minus another model's on the same events. */
    public Map<Metric, Estimate> leadOver(MetricEstimates other) {
        double[][] leads = new double[drawn.length][];
        Arrays.setAll(leads, round -> difference(drawn[round], other.drawn[round]));
        return estimates(difference(values, other.values), leads);
    }

    private static double[] difference(double[] minuend, double[] subtrahend) {
        double[] difference = new double[minuend.length];
        Arrays.setAll(difference, i -> minuend[i] - subtrahend[i]);
        return difference;
    }

    private static Map<Metric, Estimate> estimates(double[] values, double[][] drawn) {
        Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            int i = metric.ordinal();
            double[] column =
                    Arrays.stream(drawn).mapToDouble(round -> round[i]).toArray();
            estimates.put(metric, Estimate.of(values[i], column));
        }
        return estimates;
    }
}
