package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression on the features of a single event, categories one-hot: an LSTM is only worth its cost if it is
 * better. Fitted by Newton's method with a ridge penalty (iteratively reweighted least squares), since examples carry
 * weights, which LIBLINEAR does not take, and there are few columns.
 */
public final class LogisticBaseline {
    private static final int STEPS = 12;
    /** The fit ends when no weight changes by more. */
    private static final double CONVERGED = 1e-6;

    private final NetworkShape shape;
    private final double[] weights;

    private LogisticBaseline(NetworkShape shape, double[] weights) {
        this.shape = shape;
        this.weights = weights;
    }

    /**
     * Fits to every event of the examples.
     *
     * @param shape the sizes of the features
     * @param ridge penalty on half the square of each weight except the intercept; greater than 0
     */
    public static LogisticBaseline fit(List<SessionExample> examples, NetworkShape shape, double ridge) {
        LogisticBaseline model = new LogisticBaseline(shape, new double[1 + shape.numeric() + shape.embeddingRows()]);
        double change = Double.POSITIVE_INFINITY;
        for (int i = 0; i < STEPS && change > CONVERGED; i++) {
            change = model.newtonStep(examples, ridge);
        }
        return model;
    }

    /** Log-odds for an event. */
    public double logOdds(FeatureVector event) {
        return logOdds(entries(event));
    }

    private double logOdds(List<Entry> entries) {
        double sum = 0;
        for (Entry entry : entries) {
            sum += weights[entry.column] * entry.value;
        }
        return sum;
    }

    /** Log-odds of an event whose features are 0 and whose categories have no weight. */
    public float intercept() {
        return (float) weights[0];
    }

    /** Weight of each numeric feature. */
    public float[] numeric() {
        return slice(1, shape.numeric());
    }

    /** Weight of each index of each categorical feature, feature by feature. */
    public float[] categorical() {
        return slice(1 + shape.numeric(), shape.embeddingRows());
    }

    private float[] slice(int from, int length) {
        float[] slice = new float[length];
        for (int i = 0; i < length; i++) {
            slice[i] = (float) weights[from + i];
        }
        return slice;
    }

    private record Entry(int column, double value) {}

    /** The event's row of the design matrix, without its zeros: intercept, numbers, one-hot categories. */
    private List<Entry> entries(FeatureVector event) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(0, 1));
        for (int i = 0; i < shape.numeric(); i++) {
            entries.add(new Entry(1 + i, event.numeric()[i]));
        }
        for (int i = 0; i < event.categorical().length; i++) {
            int row = shape.offsets().get(i) + event.categorical()[i];
            entries.add(new Entry(1 + shape.numeric() + row, 1));
        }
        return entries;
    }

    /** Changes the weights, and returns the greatest change. */
    private double newtonStep(List<SessionExample> examples, double ridge) {
        int columns = weights.length;
        double[] gradient = new double[columns];
        double[][] curvature = new double[columns][columns];
        for (int i = 0; i < columns; i++) {
            double penalty = i == 0 ? 1e-6 : ridge;
            gradient[i] = penalty * weights[i];
            curvature[i][i] = penalty;
        }
        for (SessionExample example : examples) {
            for (int i = 0; i < example.labels().length; i++) {
                accumulate(
                        entries(example.events().get(i)), example.labels()[i], example.weight(i), gradient, curvature);
            }
        }
        double[] step = Cholesky.solve(curvature, gradient);
        Arrays.setAll(weights, i -> weights[i] - step[i]);
        return Arrays.stream(step).map(Math::abs).max().orElse(0);
    }

    private void accumulate(List<Entry> entries, double label, double times, double[] gradient, double[][] curvature) {
        double probability = 1 / (1 + Math.exp(-logOdds(entries)));
        double weight = times * probability * (1 - probability);
        for (Entry a : entries) {
            gradient[a.column] += times * (probability - label) * a.value;
            double[] row = curvature[a.column];
            double scale = weight * a.value;
            // columns ascend, and the solver reads only the lower triangle
            for (Entry b : entries) {
                if (b.column > a.column) {
                    break;
                }
                row[b.column] += scale * b.value;
            }
        }
    }
}
