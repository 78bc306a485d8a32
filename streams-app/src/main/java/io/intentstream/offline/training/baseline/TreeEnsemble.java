package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.Sample;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees of XGBoost: a single one, a random forest, or boosting that stops when the validation loss rises. */
enum TreeEnsemble implements Baseline {
    /** One tree of at most 32 leaves. */
    DECISION_TREE(1, Map.of("eta", 1, "grow_policy", "lossguide", "max_leaves", 32, "max_depth", 0)),

    /** 150 deep trees, each on a random sample of the events, each split on a random sample of the columns. */
    RANDOM_FOREST(
            1,
            Map.of(
                    "eta", 1,
                    "num_parallel_tree", 150,
                    "max_depth", 12,
                    "subsample", 0.632,
                    "colsample_bynode", 0.3)),

    /** At most 400 trees of at most 31 leaves, shrunk to 0.06. */
    GRADIENT_BOOSTING(400, Map.of("eta", 0.06, "grow_policy", "lossguide", "max_leaves", 31, "max_depth", 0));

    private static final int PATIENCE = 30;
    private static final int MOST_VALIDATION_EVENTS = 100_000;

    /** Rows of a matrix to score, which bounds the memory. */
    private static final int SCORED_AT_ONCE = 20_000;

    private final int rounds;
    private final Map<String, Object> growth;

    TreeEnsemble(int rounds, Map<String, Object> growth) {
        this.rounds = rounds;
        this.growth = growth;
    }

    @Override
    public int mostEvents() {
        return 400_000;
    }

    @Override
    public Scores fit(FeatureSpec features, Sample training, Sample validation, long seed) {
        EventWindow window = new EventWindow(features);
        try {
            DMatrix learnt = labelled(window, training);
            DMatrix held = labelled(window, validation.thin(MOST_VALIDATION_EVENTS, new Random(seed)));
            Map<String, DMatrix> watched = new LinkedHashMap<>();
            watched.put("validation", held);
            float[][] losses = new float[1][rounds];
            Booster booster = XGBoost.train(
                    learnt,
                    parameters(training, seed),
                    rounds,
                    watched,
                    losses,
                    null,
                    null,
                    Math.min(rounds, PATIENCE));
            int trees = 1 + best(losses[0]);
            learnt.dispose();
            held.dispose();
            return sample -> predict(window, booster, sample, trees);
        } catch (XGBoostError | LinkageError e) {
            throw unusable(e);
        }
    }

    private Map<String, Object> parameters(Sample training, long seed) {
        Map<String, Object> parameters = new HashMap<>(growth);
        double rate = training.predictions(new double[training.size()]).baseRate();
        parameters.put("objective", "binary:logistic");
        parameters.put("eval_metric", "logloss");
        parameters.put("base_score", rate);
        parameters.put("tree_method", "hist");
        parameters.put("lambda", 1);
        // 20 events in a leaf, each counted by the second derivative of its loss at the base rate
        parameters.put("min_child_weight", 20 * rate * (1 - rate));
        parameters.put("nthread", 1);
        parameters.put("seed", seed);
        parameters.put("verbosity", 0);
        parameters.put("verbose_eval", "false");
        parameters.put("maximize_evaluation_metrics", false);
        return parameters;
    }

    private static int best(float[] losses) {
        int best = 0;
        for (int i = 1; i < losses.length && losses[i] > 0; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        return best;
    }

    private static DMatrix labelled(EventWindow window, Sample sample) throws XGBoostError {
        DMatrix matrix = matrix(window, sample, 0, sample.size());
        float[] labels = new float[sample.size()];
        float[] weights = new float[sample.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = sample.label(i);
            weights[i] = sample.weight(i);
        }
        matrix.setLabel(labels);
        matrix.setWeight(weights);
        return matrix;
    }

    /** Rows of the numeric features, followed by a 1 in the column of each category. */
    private static DMatrix matrix(EventWindow window, Sample sample, int from, int to) throws XGBoostError {
        int numeric = window.shape().numeric();
        int width = numeric + window.shape().vocabularies().size();
        int rows = to - from;
        long[] starts = new long[rows + 1];
        int[] columns = new int[rows * width];
        float[] values = new float[rows * width];
        for (int i = 0; i < rows; i++) {
            FeatureVector event = window.of(sample, from + i);
            int at = i * width;
            for (int k = 0; k < numeric; k++) {
                columns[at + k] = k;
                values[at + k] = event.numeric()[k];
            }
            for (int k = 0; k < event.categorical().length; k++) {
                columns[at + numeric + k] = window.column(k, event.categorical()[k]);
                values[at + numeric + k] = 1;
            }
            starts[i + 1] = at + width;
        }
        return new DMatrix(starts, columns, values, DMatrix.SparseType.CSR, window.columns());
    }

    private static double[] predict(EventWindow window, Booster booster, Sample sample, int trees) {
        double[] margins = new double[sample.size()];
        try {
            for (int from = 0; from < margins.length; from += SCORED_AT_ONCE) {
                DMatrix matrix = matrix(window, sample, from, Math.min(margins.length, from + SCORED_AT_ONCE));
                float[][] rows = booster.predict(matrix, true, trees);
                matrix.dispose();
                for (int i = 0; i < rows.length; i++) {
                    margins[from + i] = rows[i][0];
                }
            }
            return margins;
        } catch (XGBoostError e) {
            throw unusable(e);
        }
    }

    private static BaselineException unusable(Throwable e) {
        return new BaselineException(
                "XGBoost cannot run here (" + e.getMessage() + "): on Linux install OpenMP (package libgomp1)", e);
    }
}
