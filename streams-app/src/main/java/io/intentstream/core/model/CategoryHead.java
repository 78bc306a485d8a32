package io.intentstream.core.model;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predicts the category of the next event from the recurrent state: a softmax over the categories that the model knows
 * by name. Computed in Java, in a fixed order, and only on request, since most events do not need it and it costs as much
 * as a step. Immutable.
 */
public final class CategoryHead {
    /** The module's method that returns weight and bias. */
    static final String METHOD = "next_category";

    private static final String REMEDY =
            "Set categoryMix to 0 in manifest.json, or export the module again with the method of that name in intent_lstm.py.";

    private final List<String> categories;
    private final Map<String, Integer> places = new HashMap<>();
    /** {@code [hidden][category]}: the JIT compiler vectorises sums of whole arrays. */
    private final float[][] weight;

    private final float[] bias;

    /**
     * @param feature the manifest's category feature
     * @param hidden floats of h
     * @param weight {@code [feature.size(), hidden]}, row-major; rows in the order of indices: missing, known, shared
     * @param bias {@code [feature.size()]}
     */
    CategoryHead(FeatureSpec.Categorical feature, int hidden, float[] weight, float[] bias) {
        categories = feature.vocabulary().stream().distinct().toList();
        this.weight = byUnit(weight, hidden, categories.size());
        this.bias = Arrays.copyOfRange(bias, 1, 1 + categories.size());
        categories.forEach(category -> places.put(category, places.size()));
    }

    /** The category feature, if the model reads it. */
    static Optional<FeatureSpec.Categorical> feature(FeatureSpec features) {
        return features.categorical().stream()
                .filter(feature -> CategoricalFeature.CATEGORY.id().equals(feature.name()))
                .findFirst();
    }

    /**
     * Reads a module's head.
     *
     * @param manifest its features include the category
     * @param file where the module came from, for messages
     * @throws ModelBundleException when the module has no head, or one of other sizes, or one that is not finite
     */
    static CategoryHead of(PtSymbolBlock module, ModelManifest manifest, Path file) {
        FeatureSpec.Categorical feature = feature(manifest.features()).orElseThrow();
        try (PtNDManager manager = TorchRuntime.newManager();
                IValue tensors = IValueUtils.runMethod(module, METHOD)) {
            PtNDArray[] pair = tensors.toTensorArray(manager);
            float[] weight = pair[0].toFloatArray();
            float[] bias = pair[1].toFloatArray();
            if (weight.length != feature.size() * manifest.hiddenSize() || bias.length != feature.size()) {
                throw new ModelBundleException(
                        file,
                        "has " + METHOD + " with " + weight.length + " weights and " + bias.length
                                + " biases, but the manifest's category has " + feature.size()
                                + " indices and hiddenSize is "
                                + manifest.hiddenSize(),
                        REMEDY);
            }
            requireFinite(weight, file);
            requireFinite(bias, file);
            return new CategoryHead(feature, manifest.hiddenSize(), weight, bias);
        } catch (EngineException e) {
            throw new ModelBundleException(
                    file,
                    "has no method " + METHOD + " that runs, although categoryMix in manifest.json requires it",
                    REMEDY,
                    e);
        }
    }

    private static void requireFinite(float[] values, Path file) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ModelBundleException(file, "returns " + value + " from " + METHOD, REMEDY);
            }
        }
    }

    /** The categories that the model knows by name, in the order of {@link #shares}. */
    public List<String> categories() {
        return categories;
    }

    /** Index of a category in {@link #categories}; -1 when it is unknown. */
    public int place(String category) {
        return places.getOrDefault(category, -1);
    }

    /**
     * Probability of each known category for the next event, given that it has one of them.
     *
     * @param recurrent the recurrent state, {@code [2 * hidden]}; only its first half, h, is read
     * @return probabilities that add up to 1, in the order of {@link #categories}
     */
    public float[] shares(float[] recurrent) {
        float[] shares = logits(recurrent);
        float greatest = Float.NEGATIVE_INFINITY;
        for (float logit : shares) {
            greatest = Math.max(greatest, logit);
        }
        float sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) StrictMath.exp(shares[i] - greatest);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private float[] logits(float[] recurrent) {
        float[] logits = bias.clone();
        for (int unit = 0; unit < weight.length; unit++) {
            float[] ofUnit = weight[unit];
            float h = recurrent[unit];
            for (int i = 0; i < logits.length; i++) {
                logits[i] += ofUnit[i] * h;
            }
        }
        return logits;
    }

    /** Transposes the known categories' weights. Row 0 belongs to a missing category and is left out. */
    private static float[][] byUnit(float[] rows, int hidden, int known) {
        float[][] byUnit = new float[hidden][known];
        for (int unit = 0; unit < hidden; unit++) {
            for (int i = 0; i < known; i++) {
                byUnit[unit][i] = rows[(1 + i) * hidden + unit];
            }
        }
        return byUnit;
    }
}
