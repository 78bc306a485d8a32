package io.intentstream.evaluation;

import io.intentstream.feature.FeatureSet;
import io.intentstream.model.IntentModel;
import io.intentstream.model.ModelBundle;
import io.intentstream.model.ModelBundleException;
import io.intentstream.model.ModelManifest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A bundle, opened to be evaluated.
 *
 * @param model the loaded model; closed with this
 * @param features what computes the model's features
 * @param seed of the split, of the drawings and of what baselines draw by lot
 */
record Candidate(IntentModel model, FeatureSet features, long seed) implements AutoCloseable {

    /**
     * Opens a bundle.
     *
     * @param seed null for the one that the bundle was trained with
     * @throws EvaluationException when the seed is not known
     * @throws ModelBundleException when the bundle cannot be used
     */
    static Candidate open(Path bundle, @Nullable Long seed) {
        IntentModel model = ModelBundle.load(bundle);
        try {
            ModelManifest manifest = model.manifest();
            return new Candidate(
                    model, features(bundle, manifest), seed == null ? trainedWith(bundle, manifest) : seed);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    ModelManifest manifest() {
        return model.manifest();
    }

    private static long trainedWith(Path bundle, ModelManifest manifest) {
        String seed = manifest.training() == null ? null : manifest.training().get("seed");
        if (seed == null || !seed.matches("-?\\d{1,18}")) {
            throw new EvaluationException(bundle.resolve(ModelBundle.MANIFEST)
                    + " does not say with which seed the bundle was trained: name it with --seed");
        }
        return Long.parseLong(seed);
    }

    private static FeatureSet features(Path bundle, ModelManifest manifest) {
        try {
            return new FeatureSet(manifest.features());
        } catch (IllegalArgumentException e) {
            throw new ModelBundleException(
                    bundle.resolve(ModelBundle.MANIFEST),
                    "does not fit this release: " + e.getMessage(),
                    "Use the release that trained it, or train it again.",
                    e);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
