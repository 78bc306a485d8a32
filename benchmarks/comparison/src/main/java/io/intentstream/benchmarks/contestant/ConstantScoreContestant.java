package io.intentstream.benchmarks.contestant;

import io.intentstream.core.feature.ConversionTable;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.model.Stepper;
import org.jspecify.annotations.Nullable;

/** intentstream with a constant score: everything except the model, so the difference is the cost of the model. */
public final class ConstantScoreContestant {
    private ConstantScoreContestant() {}

    public static void main(String[] arguments) throws Exception {
        Assignment assignment = Assignment.of(arguments);
        try (IntentModel real = ModelBundle.load(assignment.bundle())) {
            ModelManifest manifest = real.manifest();
            IntentStreamContestant.run(
                    assignment,
                    new ConstantModel(manifest, real.conversionTable(), real.fingerprint(), real.stateSize()));
        }
    }

    /** Uses the same features and a recurrent state of the same size. */
    private record ConstantModel(
            ModelManifest manifest, @Nullable ConversionTable conversionTable, long fingerprint, int stateSize)
            implements IntentModel {
        @Override
        public Stepper newStepper() {
            return new ConstantStepper(stateSize);
        }

        @Override
        public void close() {}
    }

    private static final class ConstantStepper implements Stepper {
        private static final int ROWS = 256;

        private final float[][] states;

        ConstantStepper(int stateSize) {
            states = new float[ROWS][stateSize];
        }

        @Override
        public int capacity() {
            return ROWS;
        }

        @Override
        public void put(int row, FeatureVector features, float[] state) {
            System.arraycopy(state, 0, states[row], 0, state.length);
        }

        @Override
        public void step(int rows) {}

        @Override
        public float logit(int row) {
            return -2;
        }

        @Override
        public void state(int row, float[] state) {
            System.arraycopy(states[row], 0, state, 0, state.length);
        }

        @Override
        public void close() {}
    }
}
