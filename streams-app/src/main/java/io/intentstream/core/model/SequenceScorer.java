package io.intentstream.core.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import io.intentstream.core.feature.FeatureVector;
import java.util.Arrays;
import java.util.List;

/** Scores a whole session in one call of the module's {@code forward}. The engine does not use it; validation and evaluation do. */
public final class SequenceScorer {
    private SequenceScorer() {}

    /**
     * Uncalibrated log-odds after each of a session's events.
     *
     * @param module a loaded module
     * @param events features of the session's events, in order; at least one
     * @return {@code [events]}
     */
    public static float[] logits(PtSymbolBlock module, List<FeatureVector> events) {
        int categorical = events.get(0).categorical().length;
        int numeric = events.get(0).numeric().length;
        long[] indices = events.stream()
                .flatMapToInt(event -> Arrays.stream(event.categorical()))
                .asLongStream()
                .toArray();
        float[] values = new float[events.size() * numeric];
        for (int i = 0; i < events.size(); i++) {
            System.arraycopy(events.get(i).numeric(), 0, values, i * numeric, numeric);
        }
        try (PtNDManager manager = TorchRuntime.newManager();
                IValue idx =
                        IValue.from((PtNDArray) manager.create(indices, new Shape(1, events.size(), categorical)));
                IValue x = IValue.from((PtNDArray) manager.create(values, new Shape(1, events.size(), numeric)));
                IValue output = module.forward(idx, x)) {
            return output.toTensor(manager).toFloatArray();
        }
    }
}
