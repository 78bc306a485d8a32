package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.RankedScores;
import java.util.ArrayList;
import java.util.List;

/**
 * What plots show of the model at one evaluation point.
 *
 * @param points of the ROC, precision-recall and gain curves, from the highest score down
 * @param calibration probability against frequency
 */
public record Curves(List<RankedScores.Point> points, List<CalibrationBin> calibration) {
    private static final int CURVE_POINTS = 100;
    private static final int CALIBRATION_BINS = 10;

    /**
     * Events of about the same probability.
     *
     * @param events how many
     * @param probability their mean probability
     * @param frequency share of them that is positive
     */
    public record CalibrationBin(int events, double probability, double frequency) {}

    /** The curves of scores, thinned to what a plot can show; the first and the last point are kept. */
    public static Curves of(RankedScores scores) {
        List<RankedScores.Point> all = scores.curve();
        List<RankedScores.Point> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            boolean far = kept.isEmpty() || distance(kept.get(kept.size() - 1), all.get(i)) > 1.0 / CURVE_POINTS;
            if (last || far) {
                kept.add(all.get(i));
            }
        }
        return new Curves(List.copyOf(kept), calibration(scores));
    }

    private static double distance(RankedScores.Point a, RankedScores.Point b) {
        return Math.max(
                Math.abs(a.recall() - b.recall()),
                Math.max(Math.abs(a.fallout() - b.fallout()), Math.abs(a.selected() - b.selected())));
    }

    /** Tenths of the events, by probability. */
    private static List<CalibrationBin> calibration(RankedScores scores) {
        List<CalibrationBin> bins = new ArrayList<>();
        int n = scores.size();
        for (int bin = CALIBRATION_BINS - 1; bin >= 0; bin--) {
            int from = (int) ((long) bin * n / CALIBRATION_BINS);
            int to = (int) ((long) (bin + 1) * n / CALIBRATION_BINS);
            if (to > from) {
                bins.add(new CalibrationBin(to - from, scores.meanProbability(from, to), scores.frequency(from, to)));
            }
        }
        return bins;
    }
}
