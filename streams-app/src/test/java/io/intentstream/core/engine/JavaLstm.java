package io.intentstream.core.engine;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.NumericFamily;
import io.intentstream.core.feature.NumericFeature;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.model.Stepper;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** A small LSTM in plain Java, with weights from a seed: a real recurrent model for tests that need no PyTorch. */
public final class JavaLstm implements IntentModel {
    private static final int HIDDEN = 6;
    private static final FeatureSpec FEATURES = features(Stream.of(
                    NumericFeature.LOG_INTERVAL,
                    NumericFeature.LOG_SESSION_TIME,
                    NumericFeature.ITEM_REPEATS,
                    NumericFeature.CATEGORY_AFFINITY,
                    NumericFeature.LIFETIME_EVENTS,
                    NumericFeature.CART_LINES)
            .map(NumericFeature::id));
    private static final FeatureSpec PAGE_FEATURES = features(Stream.of(
            NumericFeature.LOG_INTERVAL.id(),
            NumericFeature.FASTEST_STEP.id(),
            NumericFeature.MEAN_STEP.id(),
            NumericFeature.SAME_PAGE.id(),
            NumericFeature.SINCE_SAME_PAGE.id(),
            NumericFamily.ATTRIBUTE.id("tier"),
            NumericFamily.PAGE_COUNT.id("page-1"),
            NumericFamily.SINCE_PAGE.id("page-2")));

    private final FeatureSpec features;
    private final long fingerprint;
    private final float[][] weights;
    private final float[][] embedding;
    private final float[] head;
    private final IntPredicate failing;
    private long steps;

    public JavaLstm(long seed) {
        this(seed, type -> false, FEATURES);
    }

    private JavaLstm(long seed, IntPredicate failing, FeatureSpec features) {
        this.features = features;
        this.fingerprint = seed;
        this.failing = failing;
        Random random = new Random(seed);
        weights = matrix(random, 4 * HIDDEN, features.numeric().size() + HIDDEN);
        embedding = matrix(random, features.categorical().get(0).size(), 4 * HIDDEN);
        head = matrix(random, 1, HIDDEN)[0];
    }

    /** A model that reads page types, the pace of the session and an attribute. */
    static JavaLstm ofPages(long seed) {
        return new JavaLstm(seed, type -> false, PAGE_FEATURES);
    }

    private static FeatureSpec features(Stream<String> numeric) {
        return new FeatureSpec(
                numeric.map(id -> new FeatureSpec.Numeric(id, 1, 2)).toList(),
                List.of(new FeatureSpec.Categorical(
                        CategoricalFeature.EVENT_TYPE.id(),
                        Arrays.stream(EventType.values()).map(Enum::name).toList(),
                        0)));
    }

    /** A model that reads the whole catalogue of features. */
    static JavaLstm ofAllFeatures(long seed) {
        return new JavaLstm(
                seed,
                type -> false,
                features(Arrays.stream(NumericFeature.values()).map(NumericFeature::id)));
    }

    /** A model whose every score is NaN. */
    static JavaLstm failing() {
        return new JavaLstm(99, type -> true, FEATURES);
    }

    /** A model whose scores are NaN for events of one type. */
    static JavaLstm failingOn(EventType failing) {
        return new JavaLstm(99, type -> type == 1 + failing.ordinal(), FEATURES);
    }

    /** How many events have been scored so far, rescored events included. */
    long steps() {
        return steps;
    }

    private static float[][] matrix(Random random, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    @Override
    public ModelManifest manifest() {
        return new ModelManifest(
                "java-lstm",
                "1",
                "purchase later in the session",
                1800,
                features,
                HIDDEN,
                1,
                new ModelManifest.Calibration(1, 0),
                new ModelManifest.Thresholds(0.4, 0.6),
                0.1,
                0.0,
                "",
                null,
                Map.of(),
                null);
    }

    @Override
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public int stateSize() {
        return 2 * HIDDEN;
    }

    @Override
    public Stepper newStepper() {
        return new JavaStepper();
    }

    @Override
    public void close() {}

    private final class JavaStepper implements Stepper {
        private final FeatureVector[] inputs = new FeatureVector[capacity()];
        private final float[][] states = new float[capacity()][];
        private final float[] logits = new float[capacity()];

        @Override
        public int capacity() {
            return 5;
        }

        @Override
        public void put(int row, FeatureVector features, float[] state) {
            inputs[row] = features;
            states[row] = state.clone();
        }

        @Override
        public void step(int rows) {
            steps += rows;
            for (int row = 0; row < rows; row++) {
                logits[row] = step(inputs[row], states[row]);
                if (failing.test(inputs[row].categorical()[0])) {
                    logits[row] = Float.NaN;
                    Arrays.fill(states[row], 0);
                }
            }
        }

        private float step(FeatureVector in, float[] state) {
            float[] gates = embedding[in.categorical()[0]].clone();
            for (int g = 0; g < gates.length; g++) {
                for (int i = 0; i < in.numeric().length; i++) {
                    gates[g] += weights[g][i] * in.numeric()[i];
                }
                for (int i = 0; i < HIDDEN; i++) {
                    gates[g] += weights[g][in.numeric().length + i] * state[i];
                }
            }
            float logit = 0;
            for (int i = 0; i < HIDDEN; i++) {
                float c = sigmoid(gates[HIDDEN + i]) * state[HIDDEN + i]
                        + sigmoid(gates[i]) * (float) StrictMath.tanh(gates[3 * HIDDEN + i]);
                state[HIDDEN + i] = c;
                state[i] = sigmoid(gates[2 * HIDDEN + i]) * (float) StrictMath.tanh(c);
                logit += head[i] * state[i];
            }
            return logit;
        }

        private float sigmoid(float x) {
            return (float) (1 / (1 + StrictMath.exp(-x)));
        }

        @Override
        public float logit(int row) {
            return logits[row];
        }

        @Override
        public void state(int row, float[] state) {
            System.arraycopy(states[row], 0, state, 0, state.length);
        }

        @Override
        public void close() {}
    }
}
