package io.intentstream.offline.evaluation.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.evaluation.sample.Sample;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private final int rounds;
    private final Map<String, Object> growth;

    TreeEnsemble(int rounds, Map<String, Object> growth) {
        this.rounds = rounds;
        this.growth = growth;
    }

    @Override
    public Scores fit(FeatureSpec features, Sample training, Sample validation, long seed) {
        EventWindow window = new EventWindow(features);
        try {
            DMatrix learnt = labelled(window, training);
            DMatrix held = labelled(window, validation);
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
        double rate = training.positives() / (double) training.size();
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
        DMatrix matrix = matrix(window, sample);
        float[] labels = new float[sample.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = sample.label(i);
        }
        matrix.setLabel(labels);
        return matrix;
    }

    /** Rows of the numeric features, followed by a 1 in the column of each category. */
    private static DMatrix matrix(EventWindow window, Sample sample) throws XGBoostError {
        int numeric = window.shape().numeric();
        int width = numeric + window.shape().vocabularies().size();
        long[] starts = new long[sample.size() + 1];
        int[] columns = new int[sample.size() * width];
        float[] values = new float[sample.size() * width];
        for (int i = 0; i < sample.size(); i++) {
            FeatureVector event = window.of(sample, i);
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
        try {
            DMatrix matrix = matrix(window, sample);
            float[][] margins = booster.predict(matrix, true, trees);
            matrix.dispose();
            return Arrays.stream(margins).mapToDouble(row -> row[0]).toArray();
        } catch (XGBoostError e) {
            throw unusable(e);
        }
    }

    private static EvaluationException unusable(Throwable e) {
        return new EvaluationException(
                "XGBoost cannot run here (" + e.getMessage() + "). On Linux install OpenMP (package libgomp1), or set"
                        + " --baselines without decision-tree, random-forest and gradient-boosting",
                e);
    }
}
