package io.intentstream.offline.evaluation;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelBundleException;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.offline.training.data.UserFeatures;
import io.intentstream.offline.training.data.UserSplit;
import io.intentstream.offline.training.data.UserTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bundle, opened to be evaluated.
 *
 * @param model the loaded model; closed with this
 * @param features what computes the model's features
 * @param counts what the bundle knows of products; null if the model does not read it
 * @param seed of the drawings and of the baselines' random numbers
 * @param split how its users were assigned to training, validation and test
 */
record EvaluatedBundle(
        IntentModel model, FeatureSet features, @Nullable ConversionCounts counts, long seed, UserSplit split)
        implements AutoCloseable {

    /**
     * Opens a bundle.
     *
     * @throws EvaluationException when the seed is not known, or training left no users to measure on
     * @throws ModelBundleException when the bundle cannot be used
     */
    static EvaluatedBundle open(Path bundle, EvaluationOptions options) {
        IntentModel model = ModelBundle.load(bundle);
        try {
            ModelManifest manifest = model.manifest();
            long seed = options.seed() == null ? trainedWith(bundle, manifest) : options.seed();
            return new EvaluatedBundle(
                    model,
                    features(bundle, model),
                    ModelBundle.counts(bundle).orElse(null),
                    seed,
                    split(bundle, manifest, seed, options));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    ModelManifest manifest() {
        return model.manifest();
    }

    /**
     * What baselines read of training users: out of fold, as in the training of the model.
     *
     * @param training all of them
     */
    UserFeatures features(List<UserEvents> training) {
        return new UserFeatures(manifest().features(), counts == null ? null : UserTables.of(counts, training));
    }

    private static long trainedWith(Path bundle, ModelManifest manifest) {
        String seed = manifest.training() == null ? null : manifest.training().get("seed");
        if (seed == null || !seed.matches("-?\\d{1,18}")) {
            throw new EvaluationException(bundle.resolve(ModelBundle.MANIFEST)
                    + " does not name the seed that the bundle was trained with: give it with --seed");
        }
        return Long.parseLong(seed);
    }

    /** The split of the training, so that the model is measured on users whom it has not seen. */
    private static UserSplit split(Path bundle, ModelManifest manifest, long seed, EvaluationOptions options) {
        String words = manifest.training() == null ? "" : manifest.training().getOrDefault("split", "");
        if (options.part() == EvaluationOptions.EvaluatedPart.TEST && words.startsWith(UserSplit.BY_TIME)) {
            throw new EvaluationException(bundle.resolve(ModelBundle.MANIFEST)
                    + " says that the bundle learnt from examples split " + words
                    + ": training left no users to measure on. Use --split all, with events later than those that it learnt"
                    + " from");
        }
        Optional<UserSplit.ByHash> exported = UserSplit.ByHash.read(words);
        if (exported.isEmpty()) {
            return UserSplit.ByShuffle.read(words, seed);
        }
        return options.seed() == null ? exported.get() : new UserSplit.ByHash(seed);
    }

    private static FeatureSet features(Path bundle, IntentModel model) {
        try {
            return model.features();
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
