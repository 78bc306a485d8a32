package io.intentstream.stream.telemetry;

import io.intentstream.core.feature.ConversionTable;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.CategoryHead;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.model.Stepper;
import org.jspecify.annotations.Nullable;

/**
 * Times the steps of a model, since the core reads no clock.
 *
 * @param model the timed model
 * @param timings receives the times
 */
public record TimedModel(IntentModel model, EngineTimings timings) implements IntentModel {

    @Override
    public ModelManifest manifest() {
        return model.manifest();
    }

    @Override
    public long fingerprint() {
        return model.fingerprint();
    }

    @Override
    public int stateSize() {
        return model.stateSize();
    }

    @Override
    public @Nullable ConversionTable conversionTable() {
        return model.conversionTable();
    }

    @Override
    public @Nullable CategoryHead categoryHead() {
        return model.categoryHead();
    }

    @Override
    public Stepper newStepper() {
        return new TimedStepper(model.newStepper(), timings);
    }

    @Override
    public void close() {
        model.close();
    }

    private record TimedStepper(Stepper stepper, EngineTimings timings) implements Stepper {
        @Override
        public int capacity() {
            return stepper.capacity();
        }

        @Override
        public void put(int row, FeatureVector features, float[] state) {
            stepper.put(row, features, state);
        }

        @Override
        public void step(int rows) {
            long start = System.nanoTime();
            stepper.step(rows);
            timings.countModel(rows, System.nanoTime() - start);
        }

        @Override
        public float logit(int row) {
            return stepper.logit(row);
        }

        @Override
        public void state(int row, float[] state) {
            stepper.state(row, state);
        }

        @Override
        public void close() {
            stepper.close();
        }
    }
}
