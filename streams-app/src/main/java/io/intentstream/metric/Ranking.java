package io.intentstream.metric;

import java.util.Arrays;

/** How well scores put events in order; both figures treat equal scores as one step, whatever their order. */
public final class Ranking {
    private Ranking() {}

    /**
     * Area under the ROC curve: the chance that an event that came true scores above one that did not, ties counting
     * half. NaN unless both kinds occur.
     */
    public static double auroc(Predictions predictions) {
        Curve curve = new Curve(predictions);
        double area = 0;
        double below = 0;
        while (curve.next()) {
            below += curve.negatives;
            area += curve.positives * (curve.allNegatives - below + curve.negatives / 2);
        }
        return area / (curve.allPositives * curve.allNegatives);
    }

    /**
     * Average precision: precision at each score, weighted by the recall it adds. NaN when nothing came true.
     */
    public static double averagePrecision(Predictions predictions) {
        Curve curve = new Curve(predictions);
        double sum = 0;
        double hits = 0;
        double seen = 0;
        while (curve.next()) {
            hits += curve.positives;
            seen += curve.positives + curve.negatives;
            sum += curve.positives * hits / seen;
        }
        return sum / curve.allPositives;
    }

    /** Goes through the scores from the highest down, one distinct score at a time. */
    private static final class Curve {
        private final double[] scores;
        private final int[] labels;
        private int position;
        private double positives;
        private double negatives;
        private final double allPositives;
        private final double allNegatives;

        Curve(Predictions predictions) {
            double[] sorted = predictions.logOdds().clone();
            Integer[] places = new Integer[sorted.length];
            Arrays.setAll(places, i -> i);
            Arrays.sort(places, (a, b) -> Double.compare(sorted[b], sorted[a]));
            scores = Arrays.stream(places).mapToDouble(i -> sorted[i]).toArray();
            labels =
                    Arrays.stream(places).mapToInt(i -> predictions.labels()[i]).toArray();
            allPositives = Arrays.stream(labels).sum();
            allNegatives = labels.length - allPositives;
        }

        boolean next() {
            if (position == scores.length) {
                return false;
            }
            double score = scores[position];
            positives = 0;
            negatives = 0;
            while (position < scores.length && scores[position] == score) {
                positives += labels[position];
                negatives += 1 - labels[position];
                position++;
            }
            return true;
        }
    }
}
