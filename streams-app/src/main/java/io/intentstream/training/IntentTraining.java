package io.intentstream.training;

import io.intentstream.config.EngineSettings;
import io.intentstream.feature.FeatureSet;
import io.intentstream.feature.FeatureSpec;
import io.intentstream.metric.Predictions;
import io.intentstream.metric.Reliability;
import io.intentstream.model.IntentNetwork;
import io.intentstream.model.ModelBundle;
import io.intentstream.model.ModelManifest;
import io.intentstream.model.NetworkShape;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * From historical events to a model bundle: split by user, fit features, train, calibrate, set bands, compare with a
 * logistic regression on users not touched before, and write. The same events, options and release on the same kind of
 * CPU give the same bundle.
 */
public final class IntentTraining {
    private static final List<Double> RIDGES = List.of(1.0, 10.0, 100.0);

    /** With fewer, a split in three leaves too little to measure by. */
    private static final int LEAST_USERS = 30;

    private final TrainingOptions options;
    private final Consumer<String> progress;
    private final HistoryFold fold = new HistoryFold(EngineSettings.defaults());

    /**
     * @param options how to train
     * @param progress is told what is going on, line by line
     */
    public IntentTraining(TrainingOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Trains a model and writes its bundle.
     *
     * @param log the events to learn from
     * @param identity what the model is called and where it comes from
     * @param target the bundle's folder; must not exist
     * @throws TrainingException when the events do not suffice, or the bundle cannot be written
     */
    public void run(EventLog log, Identity identity, Path target) {
        if (log.users().size() < LEAST_USERS) {
            throw new TrainingException("There are events of " + log.users().size()
                    + " users; training, validation and test need at least " + LEAST_USERS + " together");
        }
        Split<UserClicks> users = Split.of(log.users(), options.seed());
        FeatureSpec features = FeatureFit.of(users.training(), fold);
        SessionExamples examples = new SessionExamples(fold, new FeatureSet(features));
        Split<SessionExample> sessions =
                new Split<>(examples.of(users.training()), examples.of(users.validation()), examples.of(users.test()));
        requireBothOutcomes("training", sessions.training());
        requireBothOutcomes("validation", sessions.validation());
        requireBothOutcomes("test", sessions.test());
        say("users %d, visits %d, events %d", log.users().size(), visits(sessions), log.events());
        try (BundleWriter bundle = new BundleWriter(target)) {
            write(bundle, log, identity, features, sessions);
            bundle.publish();
        }
        say("wrote %s", target);
    }

    /**
     * What a model is called and where it comes from.
     *
     * @param name the bundle's name
     * @param version the bundle's version
     * @param data the data, in words
     * @param code the release that trains, in words
     */
    public record Identity(String name, String version, String data, String code) {}

    private void write(
            BundleWriter bundle,
            EventLog log,
            Identity identity,
            FeatureSpec features,
            Split<SessionExample> sessions) {
        LogisticBaseline regression = regression(features, sessions);
        IntentNetwork network = new NetworkTrainer(features, options, this::report)
                .train(sessions.training(), sessions.validation(), regression);
        byte[] torchScript = network.toTorchScript(options.dropout());
        bundle.writeWeights(torchScript);
        Predictions validation = Scorers.network(bundle.weights(), sessions.validation());
        ModelManifest.Calibration calibration = PlattScaling.fit(validation);
        ModelManifest.Thresholds thresholds = Bands.thresholds(PlattScaling.apply(calibration, validation));
        Predictions test = PlattScaling.apply(calibration, Scorers.network(bundle.weights(), sessions.test()));
        Metrics metrics = new Metrics(
                Evaluation.of(test, options.seed()),
                Evaluation.of(calibrated(regression, sessions), options.seed()),
                Bands.at(thresholds.medium(), test),
                Bands.at(thresholds.high(), test));
        ModelManifest manifest = new ModelManifest(
                identity.name(),
                identity.version(),
                SessionExamples.HORIZON,
                features,
                options.hidden(),
                1,
                calibration,
                thresholds,
                baseRate(sessions.training()),
                ModelBundle.sha256(torchScript),
                provenance(log, identity));
        bundle.writeManifest(manifest);
        bundle.writeMetrics(metrics.toJson());
        bundle.writeCard(ModelCard.of(manifest, metrics));
        say("test: LSTM %s", figures(metrics.network()));
        say("test: logistic regression %s", figures(metrics.logisticRegression()));
    }

    /** The logistic regression with the ridge that does best on the validation users. */
    private static LogisticBaseline regression(FeatureSpec features, Split<SessionExample> sessions) {
        NetworkShape shape = NetworkShape.of(features, 1, 1);
        return RIDGES.stream()
                .map(ridge -> LogisticBaseline.fit(sessions.training(), shape, ridge))
                .min(Comparator.comparingDouble(
                        model -> Reliability.logLoss(Scorers.baseline(model, sessions.validation()))))
                .orElseThrow();
    }

    /** The regression on the test users, calibrated as the network is. */
    private static Predictions calibrated(LogisticBaseline regression, Split<SessionExample> sessions) {
        ModelManifest.Calibration calibration = PlattScaling.fit(Scorers.baseline(regression, sessions.validation()));
        return PlattScaling.apply(calibration, Scorers.baseline(regression, sessions.test()));
    }

    private Map<String, String> provenance(EventLog log, Identity identity) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("data", identity.data());
        provenance.put("events", log.events() + " of " + log.users().size() + " users");
        provenance.put("split", "by user, 60 % training, 20 % validation, 20 % test");
        provenance.put(
                "options",
                String.format(
                        Locale.ROOT,
                        "hidden %d, embedding %d, dropout %.2f, AdamW at %s with weight decay %s, batches of about %d events",
                        options.hidden(),
                        options.embedding(),
                        options.dropout(),
                        options.learningRate(),
                        options.weightDecay(),
                        options.batchEvents()));
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

    private void say(String format, Object... values) {
        progress.accept(String.format(Locale.ROOT, format, values));
    }

    private static String figures(Evaluation figures) {
        return String.format(
                Locale.ROOT,
                "AUROC %.4f (%.3f to %.3f), average precision %.4f (%.3f to %.3f), base rate %.4f, log loss %.4f",
                figures.auroc(),
                figures.aurocInterval().low(),
                figures.aurocInterval().high(),
                figures.averagePrecision(),
                figures.averagePrecisionInterval().low(),
                figures.averagePrecisionInterval().high(),
                figures.baseRate(),
                figures.logLoss());
    }

    private static void requireBothOutcomes(String part, List<SessionExample> examples) {
        double rate = baseRate(examples);
        if (!(rate > 0 && rate < 1)) {
            throw new TrainingException("In the " + part + " part "
                    + (rate > 0 ? "every event is" : "no event is")
                    + " followed by a purchase in its session: use more data, or another seed");
        }
    }

    private static double baseRate(List<SessionExample> examples) {
        double positives = 0;
        double events = 0;
        for (SessionExample example : examples) {
            for (float label : example.labels()) {
                positives += label;
                events++;
            }
        }
        return positives / events;
    }

    private static int visits(Split<SessionExample> sessions) {
        return sessions.training().size()
                + sessions.validation().size()
                + sessions.test().size();
    }
}
