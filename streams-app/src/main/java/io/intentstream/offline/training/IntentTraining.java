package io.intentstream.offline.training;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.IntentNetwork;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.Ranking;
import io.intentstream.offline.training.baseline.LogisticBaseline;
import io.intentstream.offline.training.baseline.PlattScaling;
import io.intentstream.offline.training.bundle.Bands;
import io.intentstream.offline.training.bundle.BundleMetrics;
import io.intentstream.offline.training.bundle.BundleWriter;
import io.intentstream.offline.training.bundle.CardBaselines;
import io.intentstream.offline.training.bundle.HoldoutEvaluator;
import io.intentstream.offline.training.bundle.ModelCard;
import io.intentstream.offline.training.bundle.ScoredJourney;
import io.intentstream.offline.training.bundle.Scorers;
import io.intentstream.offline.training.data.DataSet;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.ExportedExamples;
import io.intentstream.offline.training.data.LearningData;
import io.intentstream.offline.training.data.LearntFrom;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.Split;
import io.intentstream.offline.training.data.SyntheticCheckoutSteps;
import io.intentstream.offline.training.data.TrainingException;
import io.intentstream.offline.training.data.TrainingOptions;
import io.intentstream.offline.training.network.BoostingTeacher;
import io.intentstream.offline.training.network.CategoryMix;
import io.intentstream.offline.training.network.NetworkTrainer;
import io.intentstream.offline.training.network.StageCalibration;
import io.intentstream.offline.training.network.TrainingProgress;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
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

    /** The regression is only where training starts: more events would cost minutes and change it little. */
    private static final int REGRESSION_EVENTS = 200_000;

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
        ChosenRegression chosen = regression(data.features(), sessions);
        TrainedNetwork trained = network(data, chosen.regression());
        bundle.writeWeights(trained.network().toTorchScript(options.dropout()));
        Predictions uncalibrated = Scorers.network(bundle.weights(), sessions.validation());
        StageCalibration calibration = StageCalibration.fit(
                data.features(), sessions.validation(), uncalibrated, length -> Math.pow(length, -options.balance()));
        byte[] measured = calibration.applyTo(trained.network()).toTorchScript(options.dropout());
        bundle.writeWeights(measured);
        Predictions everyEvent = Scorers.network(bundle.weights(), sessions.validation());
        reportPoints("validation", sessions.validation(), everyEvent);
        ModelManifest.Thresholds thresholds = Bands.thresholds(data.baseRate());
        BundleMetrics metrics = new HoldoutEvaluator(
                        examples ->
                                PlattScaling.apply(calibration.ofScores(), Scorers.network(bundle.weights(), examples)),
                        uncalibrated,
                        CardBaselines.fit(data.features(), sessions, data.users(), chosen.regression(), options.seed()),
                        options.seed())
                .measure(data, thresholds);
        say("test: network %s", metrics.everyEvent().network().describe());
        say(
                "test: logistic regression on three events %s",
                metrics.everyEvent().logisticRegression().metrics().describe());
        ModelManifest manifest = new ModelManifest(
                identity.name(),
                identity.version(),
                data.horizon(),
                data.sessionGap().toSeconds(),
                data.features(),
                options.hidden(),
                1,
                calibration.ofScores(),
                thresholds,
                data.baseRate(),
                0.0,
                ModelBundle.sha256(measured),
                data.counts() == null ? null : bundle.writeCounts(data.counts().all()),
                provenance(data, identity),
                data.shares());
        boolean predictsCategory = trained.network().shape().categories() > 0;
        BundleMetrics.Categories categories = predictsCategory ? categories(bundle, manifest, sessions) : null;
        if (categories != null) {
            manifest = manifest.withCategoryMix(categories.mix());
        }
        if (options.refit()) {
            byte[] refitted = calibration
                    .applyTo(refit(data, trained.epochs(), chosen.ridge()))
                    .toTorchScript(options.dropout());
            bundle.writeWeights(refitted);
            manifest = manifest.withWeights(ModelBundle.sha256(refitted));
        }
        describe(bundle, manifest, metrics.withCategories(categories));
    }

    /** A network, and after how many passes it was best; 0 when the regression alone was. */
    private record TrainedNetwork(IntentNetwork network, int epochs) {}

    private TrainedNetwork network(LearningData data, LogisticBaseline regression) {
        Split<SessionExample> sessions = data.sessions();
        int[] best = {0};
        Consumer<NetworkTrainer.Epoch> ended = epoch -> {
            best[0] = epoch.best() ? epoch.number() : best[0];
            report(epoch);
        };
        IntentNetwork network = new NetworkTrainer(data.features(), options, ended, progress)
                .train(
                        sessions.training(),
                        copies(data, Split::training),
                        teacher(data, sessions.training()),
                        sessions.validation(),
                        regression);
        if (best[0] == 0) {
            say("no epoch was better than the logistic regression alone: the bundle scores as the regression does");
        }
        return new TrainedNetwork(network, best[0]);
    }

    /** A network that learns from all users, in as many passes as were best for the training users. */
    private IntentNetwork refit(LearningData data, int epochs, double ridge) {
        Split<SessionExample> sessions = data.sessions();
        List<SessionExample> all = sessions.all();
        say(
                "refit: %d events of all users",
                all.stream().mapToInt(one -> one.labels().length).sum());
        LogisticBaseline regression = LogisticBaseline.fit(drawn(all), NetworkShape.of(data.features(), 1), ridge);
        return new NetworkTrainer(data.features(), options, this::report, progress)
                .refit(all, copies(data, Split::all), teacher(data, all), regression, epochs);
    }

    private List<float[]> teacher(LearningData data, List<SessionExample> pupils) {
        return options.teacher() == 0
                ? List.of()
                : BoostingTeacher.probabilities(
                        data.features(), pupils, data.sessions().validation(), options.seed());
    }

    private static List<List<SessionExample>> copies(
            LearningData data, Function<Split<SessionExample>, List<SessionExample>> part) {
        return data.copies().stream().map(part).toList();
    }

    private void describe(BundleWriter bundle, ModelManifest manifest, BundleMetrics metrics) {
        bundle.writeManifest(manifest);
        bundle.writeMetrics(metrics.toJson());
        ScoredJourney journey = journey(bundle, manifest);
        if (journey != null) {
            journey.lines().forEach(progress::say);
        }
        bundle.writeCard(ModelCard.of(manifest, metrics, journey));
    }

    /** Scores of a fixed journey; null when the training events know no cart, so that most of it would be foreign. */
    private static @Nullable ScoredJourney journey(BundleWriter bundle, ModelManifest manifest) {
        TrainingShares seen = manifest.trainingShares();
        if (seen == null || !seen.eventTypes().contains(EventType.ADD_TO_CART.name())) {
            return null;
        }
        try (IntentModel model = bundle.load()) {
            return ScoredJourney.of(model);
        }
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

    /** A regression, and its ridge. */
    private record ChosenRegression(LogisticBaseline regression, double ridge) {}

    /** The logistic regression whose ridge has the least loss, with its offsets, on the validation users. */
    private ChosenRegression regression(FeatureSpec features, Split<SessionExample> sessions) {
        NetworkShape shape = NetworkShape.of(features, 1);
        List<SessionExample> drawn = drawn(sessions.training());
        return RIDGES.stream()
                .map(ridge -> new ChosenRegression(LogisticBaseline.fit(drawn, shape, ridge), ridge))
                .min(Comparator.comparingDouble(chosen -> chosen.regression()
                        .offsets()
                        .addTo(Scorers.baseline(chosen.regression(), sessions.validation()), sessions.validation())
                        .logLoss()))
                .orElseThrow();
    }

    private List<SessionExample> drawn(List<SessionExample> sessions) {
        return SessionExample.draw(sessions, REGRESSION_EVENTS, options.seed());
    }

    private Map<String, String> provenance(LearningData data, Identity identity) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("data", identity.data());
        provenance.put("events", data.events() + " of " + data.users() + " users");
        provenance.put("split", data.split());
        provenance.put("left out", data.leftOut());
        provenance.put(LearntFrom.ENTRY, (options.refit() ? data.allLearntFrom() : data.learntFrom()).describe());
        provenance.put("session gap", data.sessionGap().toString());
        if (options.refit()) {
            provenance.put(
                    "refit",
                    "the bundle's network learnt from all users, in as many passes as the training users' part needed; the"
                            + " metrics are those of the network of the training users, and so is the calibration");
        }
        if (!options.leaveOut().isEmpty()) {
            provenance.put("features left out", String.join(", ", new TreeSet<>(options.leaveOut())));
        }
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
                                + " %d events, balance of sessions %s, lambda %s, teacher %s, copies %d",
                        options.hidden(),
                        options.readout(),
                        options.embedding(),
                        options.dropout(),
                        options.learningRate(),
                        options.weightDecay(),
                        options.batchEvents(),
                        options.balance(),
                        options.lambda(),
                        options.teacher(),
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
                "epoch %2d: training loss %.4f%s",
                epoch.number(),
                epoch.trainingLoss(),
                Double.isNaN(epoch.validationLoss())
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", validation loss %.4f%s",
                                epoch.validationLoss(),
                                epoch.best() ? " (best)" : ""));
    }

    /** Ranking early and before the end of sessions says more about a model than the mean over all events. */
    private void reportPoints(String part, List<SessionExample> examples, Predictions predictions) {
        for (EvaluationPoint point : EvaluationPoint.all()) {
            Sample sample = Sample.of(examples, point);
            if (sample.hasBothOutcomes()) {
                Predictions scores = sample.predictions(sample.pick(predictions.logOdds()));
                say(
                        "%s, %s: AUROC %.4f, average precision %.4f, scores %d",
                        part, point.title(), Ranking.auroc(scores), Ranking.averagePrecision(scores), scores.size());
            }
        }
    }

    private void say(String format, Object... values) {
        progress.say(String.format(Locale.ROOT, format, values));
    }
}
