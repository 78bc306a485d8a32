package io.intentstream.evaluation;

import io.intentstream.evaluation.report.Curves;
import io.intentstream.evaluation.report.Estimate;
import io.intentstream.evaluation.report.Row;
import io.intentstream.evaluation.report.View;
import io.intentstream.evaluation.sample.Sample;
import io.intentstream.evaluation.sample.Vantage;
import io.intentstream.metric.Figure;
import io.intentstream.metric.FigurePanel;
import io.intentstream.metric.Predictions;
import io.intentstream.metric.RankedScores;
import io.intentstream.metric.UserBootstrap;
import io.intentstream.model.ModelManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Judges the model and others on the same events, and draws the same users for all of them. */
final class Comparison {
    private static final int CURVE_POINTS = 100;
    private static final int CALIBRATION_BINS = 10;

    private final Vantage vantage;
    private final Sample sample;
    private final ModelManifest.Thresholds thresholds;
    private final int users;
    private final int[][] drawings;
    private final FigurePanel model;
    private final double[] modelFigures;
    private final double[][] modelDrawn;
    private final List<Row> rows = new ArrayList<>();

    Comparison(
            Vantage vantage,
            Sample sample,
            ModelManifest.Thresholds thresholds,
            double[] modelLogOdds,
            int rounds,
            long seed) {
        this.vantage = vantage;
        this.sample = sample;
        this.thresholds = thresholds;
        Predictions predictions = sample.predictions(modelLogOdds);
        users = Arrays.stream(predictions.users()).max().orElse(-1) + 1;
        drawings = UserBootstrap.draw(users, rounds, seed);
        model = panel(predictions);
        modelFigures = model.figures();
        modelDrawn = drawn(model);
        rows.add(new Row(Row.MODEL, "this model", Row.EVERY_EVENT, estimates(modelFigures, modelDrawn), null));
    }

    /** Judges another on the same events. */
    void add(Rival rival) {
        FigurePanel other = panel(sample.predictions(rival.fitted().logOdds(sample)));
        double[] figures = other.figures();
        double[][] otherDrawn = drawn(other);
        double[][] leads = new double[otherDrawn.length][];
        Arrays.setAll(leads, round -> difference(modelDrawn[round], otherDrawn[round]));
        rows.add(new Row(
                rival.kind().id(),
                rival.kind().title(),
                rival.refitted() ? vantage.title() + " alone" : Row.EVERY_EVENT,
                estimates(figures, otherDrawn),
                estimates(difference(modelFigures, figures), leads)));
    }

    View view() {
        int sessions = (int) sample.places().stream()
                .mapToInt(Sample.Place::session)
                .distinct()
                .count();
        return new View(
                vantage.id(),
                vantage.title(),
                sample.size(),
                sessions,
                users,
                sample.positives(),
                sample.positives() / (double) sample.size(),
                List.copyOf(rows),
                curves());
    }

    private FigurePanel panel(Predictions predictions) {
        return new FigurePanel(predictions, thresholds.medium(), thresholds.high());
    }

    private double[][] drawn(FigurePanel panel) {
        return Arrays.stream(drawings).map(panel::figures).toArray(double[][]::new);
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

    /** Curves thinned to what a plot can show, first and last point kept. */
    private Curves curves() {
        List<RankedScores.Point> all = model.ranked().curve();
        List<RankedScores.Point> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            boolean far = kept.isEmpty() || distance(kept.get(kept.size() - 1), all.get(i)) > 1.0 / CURVE_POINTS;
            if (last || far) {
                kept.add(all.get(i));
            }
        }
        return new Curves(List.copyOf(kept), calibration());
    }

    private static double distance(RankedScores.Point a, RankedScores.Point b) {
        return Math.max(
                Math.abs(a.recall() - b.recall()),
                Math.max(Math.abs(a.fallout() - b.fallout()), Math.abs(a.selected() - b.selected())));
    }

    /** Tenths of the events, by probability. */
    private List<Curves.CalibrationBin> calibration() {
        List<Curves.CalibrationBin> bins = new ArrayList<>();
        int n = model.ranked().size();
        for (int bin = CALIBRATION_BINS - 1; bin >= 0; bin--) {
            int from = (int) ((long) bin * n / CALIBRATION_BINS);
            int to = (int) ((long) (bin + 1) * n / CALIBRATION_BINS);
            if (to > from) {
                bins.add(new Curves.CalibrationBin(
                        to - from,
                        model.ranked().meanProbability(from, to),
                        model.ranked().frequency(from, to)));
            }
        }
        return bins;
    }
}
