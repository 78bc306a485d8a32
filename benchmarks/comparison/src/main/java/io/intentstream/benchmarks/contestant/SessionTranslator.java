package io.intentstream.benchmarks.contestant;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.intentstream.core.feature.FeatureVector;
import java.util.List;

/** Translates a session's features to the input of the module, {@code [1, events, features]}, and its output to log-odds. */
final class SessionTranslator implements NoBatchifyTranslator<List<FeatureVector>, float[]> {

    @Override
    public NDList processInput(TranslatorContext context, List<FeatureVector> session) {
        int categorical = session.get(0).categorical().length;
        int numeric = session.get(0).numeric().length;
        long[] indices = new long[session.size() * categorical];
        float[] values = new float[session.size() * numeric];
        for (int i = 0; i < session.size(); i++) {
            FeatureVector event = session.get(i);
            for (int k = 0; k < categorical; k++) {
                indices[i * categorical + k] = event.categorical()[k];
            }
            System.arraycopy(event.numeric(), 0, values, i * numeric, numeric);
        }
        NDManager manager = context.getNDManager();
        return new NDList(
                manager.create(indices, new Shape(1, session.size(), categorical)),
                manager.create(values, new Shape(1, session.size(), numeric)));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList output) {
        return output.singletonOrThrow().toFloatArray();
    }
}
