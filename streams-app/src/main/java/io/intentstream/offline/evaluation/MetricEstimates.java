package io.intentstream.offline.evaluation;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.evaluation.report.Estimate;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.MetricCalculator;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.UserBootstrap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of some predictions, and what drawings of their users make of them.
 *
 * @param panel computes the figures
 * @param figures every figure, by its ordinal
 * @param drawn the figures of every drawing
 */
public record MetricEstimates(MetricCalculator panel, double[] figures, double[][] drawn) {

    /**
     * Judges predictions.
     *
     * @param bootstrap draws users; the same for all that are compared
     */
    public static MetricEstimates of(
            Predictions predictions, ModelManifest.Thresholds thresholds, UserBootstrap bootstrap) {
        MetricCalculator panel = new MetricCalculator(predictions, thresholds.medium(), thresholds.high());
        return new MetricEstimates(
                panel, panel.figures(), bootstrap.drawings().map(panel::figures).toArray(double[][]::new));
    }

    /** Every figure with its interval. */
    public Map<Metric, Estimate> estimates() {
        return estimates(figures, drawn);
    }

    /** By how much these figures are greater than another's, drawing by drawing. */
    public Map<Metric, Estimate> leadOver(MetricEstimates other) {
        double[][] leads = new double[drawn.length][];
        Arrays.setAll(leads, round -> difference(drawn[round], other.drawn[round]));
        return estimates(difference(figures, other.figures), leads);
    }

    private static double[] difference(double[] minuend, double[] subtrahend) {
        double[] difference = new double[minuend.length];
        Arrays.setAll(difference, i -> minuend[i] - subtrahend[i]);
        return difference;
    }

    private static Map<Metric, Estimate> estimates(double[] values, double[][] drawn) {
        Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
        for (Metric figure : Metric.values()) {
            int i = figure.ordinal();
            double[] column =
                    Arrays.stream(drawn).mapToDouble(round -> round[i]).toArray();
            estimates.put(figure, Estimate.of(values[i], column));
        }
        return estimates;
    }
}
