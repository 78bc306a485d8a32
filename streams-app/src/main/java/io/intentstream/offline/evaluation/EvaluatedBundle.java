package io.intentstream.offline.evaluation;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelBundleException;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.session.SessionGap;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.offline.training.data.UserFeatures;
import io.intentstream.offline.training.data.UserSplit;
import io.intentstream.offline.training.data.UserTables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param splits how its users were assigned to training, validation and test: in each data set, or one for all of them
 */
record EvaluatedBundle(
        IntentModel model, FeatureSet features, @Nullable ConversionCounts counts, long seed, List<UserSplit> splits)
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
                    splits(bundle, manifest, seed, options));
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

    /**
     * How a data set was split.
     *
     * @throws EvaluationException when training split another number of data sets by time
     */
    UserSplit split(int dataSet, int dataSets) {
        if (splits.size() > 1 && splits.size() != dataSets) {
            throw new EvaluationException("The bundle learnt from " + splits.size()
                    + " data sets that were split by time," + " and there are " + dataSets
                    + ": give the files of the training in their order, or use --split all");
        }
        return splits.get(splits.size() == 1 ? 0 : dataSet);
    }

    /** The split of the training, so that the model is measured on users or sessions that it has not seen. */
    private static List<UserSplit> splits(Path bundle, ModelManifest manifest, long seed, EvaluationOptions options) {
        String words = manifest.training() == null ? "" : manifest.training().getOrDefault("split", "");
        if (options.part() == EvaluationOptions.EvaluatedPart.TEST && words.startsWith(UserSplit.BY_TIME)) {
            return byTime(bundle, manifest, words, seed);
        }
        Optional<UserSplit.ByHash> exported = UserSplit.ByHash.read(words);
        if (exported.isEmpty()) {
            return List.of(UserSplit.ByShuffle.read(words, seed));
        }
        return List.of(options.seed() == null ? exported.get() : new UserSplit.ByHash(seed));
    }

    private static List<UserSplit> byTime(Path bundle, ModelManifest manifest, String words, long seed) {
        SessionGap gap = SessionGap.of(Duration.ofSeconds(manifest.sessionGapSeconds()));
        List<UserSplit> splits = new ArrayList<>();
        for (Instant border : UserSplit.AtBorder.borders(words)) {
            splits.add(new UserSplit.AtBorder(border, gap, seed));
        }
        if (splits.isEmpty()) {
            throw new EvaluationException(bundle.resolve(ModelBundle.MANIFEST) + " says that the training was split "
                    + words + ", and not from which time on the test part is: use --split all, with events later than"
                    + " those that it learnt from");
        }
        return splits;
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
