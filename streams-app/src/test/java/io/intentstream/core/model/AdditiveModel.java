package io.intentstream.core.model;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A recurrent model whose scores are known: the log-odds after an event are the sum of the weights of the session's event
 * types up to it. Types without a weight count 0; the model fails on an event whose weight is NaN. Calibration doubles the
 * log-odds, bands start at 0.2 and 0.7, and the base rate is 0.25, which is log-odds of -1.099.
 */
public final class AdditiveModel implements IntentModel {
    private static final String[] TYPES =
            Arrays.stream(EventType.values()).map(Enum::name).toArray(String[]::new);

    private final Map<EventType, Float> weights;

    public AdditiveModel(Map<EventType, Float> weights) {
        this.weights = weights;
    }

    @Override
    public ModelManifest manifest() {
        return new ModelManifest(
                "additive",
                "3",
                "purchase later in the session",
                1800,
                new FeatureSpec(
                        List.of(),
                        List.of(new FeatureSpec.Categorical(CategoricalFeature.EVENT_TYPE.id(), List.of(TYPES), 0))),
                1,
                1,
                new ModelManifest.Calibration(2, 0),
                new ModelManifest.Thresholds(0.2, 0.7),
                0.25,
                0.0,
                "",
                null,
                Map.of(),
                null);
    }

    @Override
    public long fingerprint() {
        return 0xadd;
    }

    @Override
    public int stateSize() {
        return 1;
    }

    @Override
    public Stepper newStepper() {
        return new AdditiveStepper();
    }

    @Override
    public void close() {}

    private final class AdditiveStepper implements Stepper {
        private final float[] sums = new float[capacity()];

        @Override
        public int capacity() {
            return 4;
        }

        @Override
        public void put(int row, FeatureVector features, float[] state) {
            EventType type = EventType.valueOf(TYPES[features.categorical()[0] - 1]);
            sums[row] = state[0] + weights.getOrDefault(type, 0f);
        }

        @Override
        public void step(int rows) {}

        @Override
        public float logit(int row) {
            return sums[row];
        }

        @Override
        public void state(int row, float[] state) {
            state[0] = Float.isNaN(sums[row]) ? 0 : sums[row];
        }

        @Override
        public void close() {}
    }
}
