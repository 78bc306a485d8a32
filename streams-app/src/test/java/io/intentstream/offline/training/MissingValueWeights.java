package io.intentstream.offline.training;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.core.model.TorchRuntime;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bundle's linear part adds to the log-odds when a categorical feature is missing. Read from the module's table, whose
 * column after the gates is {@code linear_categorical} of {@code intent_lstm.py}. The event type is left out: it is never
 * missing, and its rows, as the first feature's, include the bias.
 */
final class MissingValueWeights {
    private MissingValueWeights() {}

    /** Log-odds by feature, in the manifest's order. */
    static Map<String, Double> of(Path bundle, ModelManifest manifest) {
        NetworkShape shape = NetworkShape.of(manifest.features(), manifest.hiddenSize());
        List<String> names = manifest.features().categorical().stream()
                .map(FeatureSpec.Categorical::name)
                .toList();
        if (!names.get(0).equals(CategoricalFeature.EVENT_TYPE.id())) {
            throw new IllegalArgumentException(
                    "The first categorical feature is " + names.get(0) + ": its weights cannot be told from the bias");
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        try (PtNDManager manager = TorchRuntime.newManager();
                IValue result = IValueUtils.runMethod(
                        TorchRuntime.load(manager, bundle.resolve(ModelBundle.WEIGHTS), false), "table")) {
            PtNDArray table = result.toTensor(manager);
            int width = (int) table.getShape().get(1);
            float[] values = table.toFloatArray();
            for (int i = 1; i < names.size(); i++) {
                int missing = shape.offsets().get(i);
                weights.put(names.get(i), (double) values[missing * width + shape.gates()]);
            }
        }
        return weights;
    }
}
