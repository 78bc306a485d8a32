package io.intentstream.offline.training;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.IntentNetwork;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.core.session.Crop;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.Ranking;
import io.intentstream.offline.training.baseline.LogisticBaseline;
import io.intentstream.offline.training.baseline.PlattScaling;
import io.intentstream.offline.training.bundle.Bands;
import io.intentstream.offline.training.bundle.BundleMetrics;
import io.intentstream.offline.training.bundle.BundleWriter;
import io.intentstream.offline.training.bundle.HoldoutEvaluator;
import io.intentstream.offline.training.bundle.ModelCard;
import io.intentstream.offline.training.bundle.Scorers;
import io.intentstream.offline.training.data.DataSet;
import io.intentstream.offline.training.data.ExportedExamples;
import io.intentstream.offline.training.data.LearningData;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.Split;
import io.intentstream.offline.training.data.SyntheticCheckoutSteps;
import io.intentstream.offline.training.data.TrainingException;
import io.intentstream.offline.training.data.TrainingOptions;
import io.intentstream.offline.training.network.CategoryMix;
import io.intentstream.offline.training.network.NetworkTrainer;
import io.intentstream.offline.training.network.TrainingProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on historical events: splits by user, fits features, trains, calibrates, sets bands, compares with a
 * logistic regression on test users, and writes the bundle. The same events, options and release on the same kind of CPU
 * produce the same bundle.
 */
public final class IntentTraining {
    private static final List<Double> RIDGES = List.of(1.0, 10.0, 100.0, 1_000.0, 3_000.0, 10_000.0);

    private final TrainingOptions options;
    private final TrainingProgress progress;

    /**
     * @param options how to train
     * @param progress receives lines and the state of each epoch
     */
    public IntentTraining(TrainingOptions options, TrainingProgress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Trains a model and writes its bundle.
     *
     * @param data the events to learn from; each data set is split on its own
     * @param identity the model's name and origin
     * @param target the bundle's folder; must not exist
     * @throws TrainingException when there are too few events, or the bundle cannot be written
     */
    public void run(List<DataSet> data, Identity identity, Path target) {
        run(data, List.of(), identity, target);
    }

    /**
     * Trains a model and writes its bundle.
     *
     * @param data the events to learn from; each data set is split on its own
     * @param counted events that conversion features count as well, of users who are not in {@code data}
     * @param identity the model's name and origin
     * @param target the bundle's folder; must not exist
     * @throws TrainingException when there are too few events, or the bundle cannot be written
     */
    public void run(List<DataSet> data, List<DataSet> counted, Identity identity, Path target) {
        run(() -> LearningData.of(data, counted, options), identity, target);
    }

    /**
     * Trains a model on exported examples and writes its bundle.
     *
     * @param examples features and labels, already split; their session gap is used instead of the options'
     * @throws TrainingException when there are too few examples, or the bundle cannot be written
     */
    public void run(ExportedExamples examples, Identity identity, Path target) {
        run(() -> LearningData.of(examples), identity, target);
    }

    private void run(Supplier<LearningData> data, Identity identity, Path target) {
        try (BundleWriter bundle = new BundleWriter(target)) {
            LearningData learning = data.get();
            say("users %d, sessions %d, events %d", learning.users(), learning.sessionCount(), learning.events());
            write(bundle, learning, identity);
            bundle.publish();
        }
        say("wrote %s", target);
    }

    /**
     * A model's name and origin.
     *
     * @param name the bundle's name
     * @param version the bundle's version
     * @param data the data, as text
     * @param code the release that trains, as text
     */
    public record Identity(String name, String version, String data, String code) {}

    private void write(BundleWriter bundle, LearningData data, Identity identity) {
        Split<SessionExample> sessions = data.sessions();
        LogisticBaseline regression = regression(data.features(), sessions);
        IntentNetwork network = network(data, regression);
        byte[] torchScript = network.toTorchScript(options.dropout());
        bundle.writeWeights(torchScript);
        Predictions validation = Scorers.network(bundle.weights(), sessions.validation());
        reportCrops("validation", sessions.validation(), validation);
        ModelManifest.Calibration calibration = PlattScaling.fit(validation);
        ModelManifest.Thresholds thresholds = Bands.thresholds(PlattScaling.apply(calibration, validation));
        BundleMetrics metrics = new HoldoutEvaluator(
                        examples -> PlattScaling.apply(calibration, Scorers.network(bundle.weights(), examples)),
                        calibrated(regression, sessions.validation()),
                        options.seed())
                .measure(data, thresholds);
        ModelManifest manifest = new ModelManifest(
                identity.name(),
                identity.version(),
                data.horizon(),
                data.sessionGap().toSeconds(),
                data.features(),
                options.hidden(),
                1,
                calibration,
                thresholds,
                data.baseRate(),
                0.0,
                ModelBundle.sha256(torchScript),
                data.counts() == null ? null : bundle.writeCounts(data.counts().all()),
                provenance(data, identity),
                data.shares());
        boolean predictsCategory = network.shape().categories() > 0;
        BundleMetrics.Categories categories = predictsCategory ? categories(bundle, manifest, sessions) : null;
        describe(
                bundle,
                categories == null ? manifest : manifest.withCategoryMix(categories.mix()),
                metrics.withCategories(categories));
        say("test: LSTM %s", metrics.all().network().describe());
        say("test: logistic regression %s", metrics.all().logisticRegression().describe());
    }

    private IntentNetwork network(LearningData data, LogisticBaseline regression) {
        Split<SessionExample> sessions = data.sessions();
        List<NetworkTrainer.Epoch> epochs = new ArrayList<>();
        Consumer<NetworkTrainer.Epoch> ended = epoch -> {
            epochs.add(epoch);
            report(epoch);
        };
        IntentNetwork network = new NetworkTrainer(data.features(), options, ended, progress)
                .train(sessions.training(), data.copies(), sessions.validation(), regression);
        if (epochs.stream().noneMatch(epoch -> epoch.number() > 0 && epoch.best())) {
            say("no epoch was better than the logistic regression alone: the bundle scores as the regression does");
        }
        return network;
    }

    private static void describe(BundleWriter bundle, ModelManifest manifest, BundleMetrics metrics) {
        bundle.writeManifest(manifest);
        bundle.writeMetrics(metrics.toJson());
        bundle.writeCard(ModelCard.of(manifest, metrics));
    }

    /** Fits the mix on the validation users. The engine loads the bundle in the same way, so its head is present. */
    private BundleMetrics.@Nullable Categories categories(
            BundleWriter bundle, ModelManifest manifest, Split<SessionExample> sessions) {
        bundle.writeManifest(manifest.withCategoryMix(1));
        try (IntentModel model = bundle.load()) {
            CategoryMix mix = new CategoryMix(model, model.categoryHead());
            BundleMetrics.Categories categories = mix.measure(sessions.test(), mix.fit(sessions.validation()));
            if (categories != null) {
                say(
                        "test: bought category among the three likeliest %.3f by the session, %.3f by the network, %.3f by a mix"
                                + " of %.2f, events %d",
                        categories.bySession(),
                        categories.byNetwork(),
                        categories.byMix(),
                        categories.mix(),
                        categories.events());
            }
            return categories;
        }
    }

    /** The logistic regression whose ridge has the least loss, with its offsets, on the validation users. */
    private static LogisticBaseline regression(FeatureSpec features, Split<SessionExample> sessions) {
        NetworkShape shape = NetworkShape.of(features, 1);
        return RIDGES.stream()
                .map(ridge -> LogisticBaseline.fit(sessions.training(), shape, ridge))
                .min(Comparator.comparingDouble(model -> model.offsets()
                        .addTo(Scorers.baseline(model, sessions.validation()), sessions.validation())
                        .logLoss()))
                .orElseThrow();
    }

    /** Scores of the regression, calibrated as the network is. */
    private static Function<List<SessionExample>, Predictions> calibrated(
            LogisticBaseline regression, List<SessionExample> validation) {
        ModelManifest.Calibration calibration = PlattScaling.fit(Scorers.baseline(regression, validation));
        return examples -> PlattScaling.apply(calibration, Scorers.baseline(regression, examples));
    }

    private Map<String, String> provenance(LearningData data, Identity identity) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("data", identity.data());
        provenance.put("events", data.events() + " of " + data.users() + " users");
        provenance.put("split", data.split());
        provenance.put("session gap", data.sessionGap().toString());
        if (options.assumeCheckouts()) {
            provenance.put("assumption", SyntheticCheckoutSteps.ASSUMPTION);
        }
        if (data.counts() != null) {
            provenance.put("counts", data.counts().origin());
        }
        provenance.put(
                "options",
                String.format(
                        Locale.ROOT,
                        "hidden %d, readout %d, embedding %d, dropout %.2f, AdamW at %s with weight decay %s, batches of about"
                                + " %d events, balance of visits %s, lambda %s, copies %d",
                        options.hidden(),
                        options.readout(),
                        options.embedding(),
                        options.dropout(),
                        options.learningRate(),
                        options.weightDecay(),
                        options.batchEvents(),
                        options.balance(),
                        options.lambda(),
                        options.copies()));
        provenance.put("seed", Long.toString(options.seed()));
        provenance.put("code", identity.code());
        return provenance;
    }

    private void report(NetworkTrainer.Epoch epoch) {
        if (epoch.number() == 0) {
            say("logistic regression alone: validation loss %.4f", epoch.validationLoss());
            return;
        }
        say(
                "epoch %2d: training loss %.4f, validation loss %.4f%s",
                epoch.number(), epoch.trainingLoss(), epoch.validationLoss(), epoch.best() ? " (best)" : "");
    }

    /** Ranking before the end of sessions says more about a model than the mean over all events. */
    private void reportCrops(String part, List<SessionExample> examples, Predictions predictions) {
        for (Crop crop : Crop.PUBLISHED) {
            Predictions cropped = predictions.select(SessionExample.lastVisible(examples, crop));
            if (!(cropped.baseRate() > 0 && cropped.baseRate() < 1)) {
                // Where purchases are events, none follows the last event of a session.
                continue;
            }
            say(
                    "%s, last %d events of each session hidden: AUROC %.4f, average precision %.4f, sessions %d",
                    part, crop.hidden(), Ranking.auroc(cropped), Ranking.averagePrecision(cropped), cropped.size());
        }
    }

    private void say(String format, Object... values) {
        progress.say(String.format(Locale.ROOT, format, values));
    }
}
