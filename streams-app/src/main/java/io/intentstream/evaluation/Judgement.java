package io.intentstream.evaluation;

import io.intentstream.evaluation.report.Estimate;
import io.intentstream.metric.Figure;
import io.intentstream.metric.FigurePanel;
import io.intentstream.metric.Predictions;
import io.intentstream.metric.UserBootstrap;
import io.intentstream.model.ModelManifest;
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
public record Judgement(FigurePanel panel, double[] figures, double[][] drawn) {

    /**
     * Judges predictions.
     *
     * @param bootstrap draws users; the same for all that are compared
     */
    public static Judgement of(Predictions predictions, ModelManifest.Thresholds thresholds, UserBootstrap bootstrap) {
        FigurePanel panel = new FigurePanel(predictions, thresholds.medium(), thresholds.high());
        return new Judgement(
                panel, panel.figures(), bootstrap.drawings().map(panel::figures).toArray(double[][]::new));
    }

    /** Every figure with its interval. */
    public Map<Figure, Estimate> estimates() {
        return estimates(figures, drawn);
    }

    /** By how much these figures are greater than another's, drawing by drawing. */
    public Map<Figure, Estimate> leadOver(Judgement other) {
        double[][] leads = new double[drawn.length][];
        Arrays.setAll(leads, round -> difference(drawn[round], other.drawn[round]));
        return estimates(difference(figures, other.figures), leads);
    }

    private static double[] difference(double[] minuend, double[] subtrahend) {
        double[] difference = new double[minuend.length];
        Arrays.setAll(difference, i -> minuend[i] - subtrahend[i]);
        return difference;
    }

    private static Map<Figure, Estimate> estimates(double[] values, double[][] drawn) {
        Map<Figure, Estimate> estimates = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            int i = figure.ordinal();
            double[] column =
                    Arrays.stream(drawn).mapToDouble(round -> round[i]).toArray();
            estimates.put(figure, Estimate.of(values[i], column));
        }
        return estimates;
    }
}
