package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.offline.training.data.SessionExample;
import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression on the features of a single event, categories one-hot: an LSTM is only worth its cost if it is
 * better. Fitted by Newton's method with a ridge penalty (iteratively reweighted least squares), since examples carry
 * weights, which LIBLINEAR does not take, and there are few columns.
 *
 * <p>A missing category says as little as a missing number, which is replaced by its mean: its weight is the mean of the
 * weights of the feature's categories over the training events, and 0 is where each feature's weights are counted from. Only
 * to leave the missing category out would not do: all other weights would shift, and "missing" would say as much as before.
 * Several data sets have {@link DataSetOffsets}.
 */
public final class LogisticBaseline {
    private static final int STEPS = 12;
    /** The fit ends when no weight changes by more. */
    private static final double CONVERGED = 1e-6;

    /**
     * Penalty, per training event, on half the square of the difference between the weight of a missing category and the mean
     * of the others. So great that it is 0 in effect.
     */
    private static final double MISSING_PENALTY = 100;

    private final NetworkShape shape;

    /** Of the intercept, of the numbers, of the categories, and of the data sets where there are several. */
    private final double[] weights;

    private final int firstCategory;
    private final int[] firstCategories;
    private final int firstDataSet;

    private LogisticBaseline(NetworkShape shape, int dataSets) {
        this.shape = shape;
        firstCategory = 1 + shape.numeric();
        firstCategories = shape.offsets().stream()
                .mapToInt(offset -> firstCategory + offset)
                .toArray();
        firstDataSet = firstCategory + shape.embeddingRows();
        weights = new double[firstDataSet + (dataSets > 1 ? dataSets : 0)];
    }

    /**
     * Fits to every event of the examples.
     *
     * @param shape the sizes of the features
     * @param ridge penalty on half the square of each weight except the intercept; greater than 0
     */
    public static LogisticBaseline fit(List<SessionExample> examples, NetworkShape shape, double ridge) {
        int dataSets =
                1 + examples.stream().mapToInt(SessionExample::dataSet).max().orElse(0);
        LogisticBaseline model = new LogisticBaseline(shape, dataSets);
        double[] events = model.eventsByColumn(examples);
        double change = Double.POSITIVE_INFINITY;
        for (int i = 0; i < STEPS && change > CONVERGED; i++) {
            change = model.newtonStep(examples, events, ridge);
        }
        model.countFromMissing();
        model.centreOffsets(events);
        return model;
    }

    /** Log-odds for an event, without the offset of a data set. */
    public double logOdds(FeatureVector event) {
        Row row = new Row();
        row.set(event);
        return row.logOdds();
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
        return slice(firstCategory, shape.embeddingRows());
    }

    private float[] slice(int from, int length) {
        float[] slice = new float[length];
        for (int i = 0; i < length; i++) {
            slice[i] = (float) weights[from + i];
        }
        return slice;
    }

    /** The offsets of the data sets; without any for a single data set. */
    public DataSetOffsets offsets() {
        return new DataSetOffsets(Arrays.copyOfRange(weights, firstDataSet, weights.length));
    }

    /** An event's row of the design matrix, without its zeros: intercept, numbers, one-hot categories, data set. */
    private final class Row {
        private final int[] columns;
        private final double[] values;
        private int size;

        Row() {
            int most = firstCategory + shape.vocabularies().size() + 1;
            columns = new int[most];
            values = new double[most];
            Arrays.setAll(columns, i -> i);
            Arrays.fill(values, 1);
        }

        void set(FeatureVector event) {
            for (int i = 0; i < shape.numeric(); i++) {
                values[1 + i] = event.numeric()[i];
            }
            int[] categorical = event.categorical();
            for (int i = 0; i < categorical.length; i++) {
                columns[firstCategory + i] = firstCategory(i) + categorical[i];
            }
            size = firstCategory + categorical.length;
        }

        /** As in training: with the data set. */
        void set(SessionExample example, int event) {
            set(example.events().get(event));
            if (firstDataSet < weights.length) {
                columns[size++] = firstDataSet + example.dataSet();
            }
        }

        double logOdds() {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += weights[columns[i]] * values[i];
            }
            return sum;
        }

        void accumulate(double label, double times, double[] gradient, double[][] curvature) {
            double probability = 1 / (1 + Math.exp(-logOdds()));
            double weight = times * probability * (1 - probability);
            for (int a = 0; a < size; a++) {
                gradient[columns[a]] += times * (probability - label) * values[a];
                double[] row = curvature[columns[a]];
                double scale = weight * values[a];
                // columns ascend, and the solver reads only the lower triangle
                for (int b = 0; b <= a; b++) {
                    row[columns[b]] += scale * values[b];
                }
            }
        }
    }

    /** For each category and data set the weighted number of its training events; for the intercept that of all. */
    private double[] eventsByColumn(List<SessionExample> examples) {
        double[] events = new double[weights.length];
        Row row = new Row();
        for (SessionExample example : examples) {
            for (int i = 0; i < example.labels().length; i++) {
                row.set(example, i);
                for (int k = 0; k < row.size; k++) {
                    events[row.columns[k]] += example.weight(i);
                }
            }
        }
        return events;
    }

    /** Changes the weights, and returns the greatest change. */
    private double newtonStep(List<SessionExample> examples, double[] events, double ridge) {
        int columns = weights.length;
        double[] gradient = new double[columns];
        double[][] curvature = new double[columns][columns];
        for (int i = 0; i < columns; i++) {
            double penalty = i == 0 ? 1e-6 : ridge;
            gradient[i] = penalty * weights[i];
            curvature[i][i] = penalty;
        }
        for (int feature = 0; feature < shape.vocabularies().size(); feature++) {
            double[] difference = missingLessMean(feature, events);
            penaliseMissing(difference, MISSING_PENALTY * events[0], firstCategory(feature), gradient, curvature);
        }
        Row row = new Row();
        for (SessionExample example : examples) {
            for (int i = 0; i < example.labels().length; i++) {
                row.set(example, i);
                row.accumulate(example.labels()[i], example.weight(i), gradient, curvature);
            }
        }
        double[] step = Cholesky.solve(curvature, gradient);
        Arrays.setAll(weights, i -> weights[i] - step[i]);
        return Arrays.stream(step).map(Math::abs).max().orElse(0);
    }

    private int firstCategory(int feature) {
        return firstCategories[feature];
    }

    /** Coefficients, for a feature's weights, of the missing category's weight less the mean of the others. */
    private double[] missingLessMean(int feature, double[] events) {
        int missing = firstCategory(feature);
        double[] difference = Arrays.copyOfRange(
                events, missing, missing + shape.vocabularies().get(feature));
        difference[0] = 0;
        double present = Math.max(1, Arrays.stream(difference).sum());
        Arrays.setAll(difference, i -> -difference[i] / present);
        difference[0] = 1;
        return difference;
    }

    private void penaliseMissing(
            double[] difference, double penalty, int from, double[] gradient, double[][] curvature) {
        double sum = 0;
        for (int i = 0; i < difference.length; i++) {
            sum += difference[i] * weights[from + i];
        }
        for (int i = 0; i < difference.length; i++) {
            gradient[from + i] += penalty * difference[i] * sum;
            for (int j = 0; j <= i; j++) {
                curvature[from + i][from + j] += penalty * difference[i] * difference[j];
            }
        }
    }

    /** Moves the weight of each feature's missing category to the intercept, which changes no score. */
    private void countFromMissing() {
        for (int feature = 0; feature < shape.vocabularies().size(); feature++) {
            int from = firstCategory(feature);
            double missing = weights[from];
            weights[0] += missing;
            for (int i = from; i < from + shape.vocabularies().get(feature); i++) {
                weights[i] -= missing;
            }
        }
    }

    /** Moves the mean of the offsets over the training events to the intercept. */
    private void centreOffsets(double[] events) {
        double mean = 0;
        for (int i = firstDataSet; i < weights.length; i++) {
            mean += weights[i] * events[i] / events[0];
        }
        weights[0] += mean;
        for (int i = firstDataSet; i < weights.length; i++) {
            weights[i] -= mean;
        }
    }
}
