package io.intentstream.offline.stats;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The metrics of some predictions, and their values in every drawing of users. Estimates of two models on the same events
 * are compared drawing by drawing.
 */
public final class MetricEstimates {
    private final MetricCalculator calculator;
    private final double[] values;
    private final double[][] drawn;

    /**
     * Computes the metrics once for the predictions and once for each drawing.
     *
     * @param bootstrap draws users; the same for all that are compared
     */
    public MetricEstimates(MetricCalculator calculator, UserBootstrap bootstrap) {
        this.calculator = calculator;
        values = calculator.metrics();
        drawn = bootstrap.drawings().map(calculator::metrics).toArray(double[][]::new);
    }

    /** AUROC, average precision and lift of predictions, with intervals from {@link UserBootstrap#ROUNDS} drawings. */
    public static MetricEstimates ofRanking(Predictions predictions, long seed) {
        UserBootstrap bootstrap = new UserBootstrap(predictions.userNumbers(), UserBootstrap.ROUNDS, seed);
        return new MetricEstimates(MetricCalculator.ofRanking(predictions), bootstrap);
    }

    /** The scores, from the highest down. */
    public RankedScores ranked() {
        return calculator.ranked();
    }

    /** One metric with its interval. */
    public Estimate get(Metric metric) {
        return estimate(metric, values, drawn);
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
            estimates.put(metric, estimate(metric, values, drawn));
        }
        return estimates;
    }

    private static Estimate estimate(Metric metric, double[] values, double[][] drawn) {
        int i = metric.ordinal();
        return Estimate.of(
                values[i], Arrays.stream(drawn).mapToDouble(round -> round[i]).toArray());
    }
}
