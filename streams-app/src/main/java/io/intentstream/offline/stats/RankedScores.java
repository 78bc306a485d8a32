package io.intentstream.offline.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Predictions sorted once, from the highest score down, so that curves and metrics of many drawings of users need no
 * further sort. Equal scores are one step: their order among themselves never matters.
 */
public final class RankedScores {
    private final int[] users;
    private final int[] labels;
    private final double[] probabilities;
    private final double[] weights;
    private final int[] stepEnds;

    /** Sorts the predictions. */
    public RankedScores(Predictions predictions) {
        double[] scores = predictions.logOdds();
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
        int n = order.length;
        users = new int[n];
        labels = new int[n];
        probabilities = new double[n];
        weights = new double[n];
        int[] ends = new int[n];
        int steps = 0;
        for (int i = 0; i < n; i++) {
            int place = order[i];
            users[i] = predictions.users()[place];
            labels[i] = predictions.labels()[place];
            probabilities[i] = predictions.probability(place);
            weights[i] = predictions.weights()[place];
            if (i + 1 == n || scores[order[i + 1]] != scores[place]) {
                ends[steps++] = i + 1;
            }
        }
        stepEnds = Arrays.copyOf(ends, steps);
    }

    /**
     * A point of a curve: what a threshold selects.
     *
     * @param selected share of all events that score as high or higher
     * @param recall share of the positives that is selected
     * @param fallout share of the negatives that is selected
     * @param precision share of the selected that is positive
     */
    public record Point(double selected, double recall, double fallout, double precision) {}

    /** One point for every distinct score, from the highest down. */
    public List<Point> curve() {
        double all = Arrays.stream(weights).sum();
        double positives = frequency(0, size()) * all;
        List<Point> points = new ArrayList<>(stepEnds.length);
        double seen = 0;
        double hits = 0;
        int position = 0;
        for (int end : stepEnds) {
            for (; position < end; position++) {
                seen += weights[position];
                hits += weights[position] * labels[position];
            }
            points.add(new Point(seen / all, hits / positives, (seen - hits) / (all - positives), hits / seen));
        }
        return points;
    }

    /** Mean probability of the events from one rank to another, the latter not included. */
    public double meanProbability(int from, int to) {
        return mean(i -> probabilities[i], from, to);
    }

    /** Share of the events from one rank to another, the latter not included, that is positive. */
    public double frequency(int from, int to) {
        return mean(i -> labels[i], from, to);
    }

    private double mean(IntToDoubleFunction value, int from, int to) {
        double sum = 0;
        double all = 0;
        for (int i = from; i < to; i++) {
            sum += weights[i] * value.applyAsDouble(i);
            all += weights[i];
        }
        return sum / all;
    }

    /** Number of events. */
    public int size() {
        return labels.length;
    }

    int[] users() {
        return users;
    }

    int[] labels() {
        return labels;
    }

    double[] probabilities() {
        return probabilities;
    }

    double[] weights() {
        return weights;
    }

    int[] stepEnds() {
        return stepEnds;
    }
}
