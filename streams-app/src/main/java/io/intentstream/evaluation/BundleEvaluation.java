package io.intentstream.evaluation;

import io.intentstream.config.EngineSettings;
import io.intentstream.evaluation.baseline.BaselineKind;
import io.intentstream.evaluation.report.BundleReport;
import io.intentstream.evaluation.report.View;
import io.intentstream.evaluation.sample.ObservedSession;
import io.intentstream.evaluation.sample.Sample;
import io.intentstream.evaluation.sample.Vantage;
import io.intentstream.feature.FeatureSet;
import io.intentstream.model.IntentModel;
import io.intentstream.model.ModelBundle;
import io.intentstream.model.ModelBundleException;
import io.intentstream.model.ModelManifest;
import io.intentstream.training.HistoryFold;
import io.intentstream.training.Split;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a bundle and events to a report: the same sessions scored by the bundle's serving step and by baselines that
 * learnt from sessions with the same features. The same input gives the same report.
 */
public final class BundleEvaluation {
    private final EvaluationOptions options;
    private final Progress progress;

    /** An evaluation with these options. */
    public BundleEvaluation(EvaluationOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Evaluates a bundle.
     *
     * @param bundle its folder
     * @param data what to measure on
     * @param learning what baselines learn from; null for the data's own training and validation part
     * @throws EvaluationException when the data do not suffice
     * @throws ModelBundleException when the bundle cannot be used
     */
    public BundleReport run(Path bundle, HistoricalData data, @Nullable HistoricalData learning) {
        progress.expect(1 + Vantage.all().size() + options.baselines().size() * fits());
        progress.step("scoring with the bundle");
        try (IntentModel model = ModelBundle.load(bundle)) {
            ModelManifest manifest = model.manifest();
            long seed = seed(manifest);
            HistoryFold fold = new HistoryFold(settings(manifest));
            Split<ObservedSession> parts =
                    new Parts(fold, features(bundle, manifest), options, seed).of(data, learning);
            requireBothOutcomes(parts);
            BundleScores scores = BundleScores.of(model, parts.test());
            List<String> notes = new ArrayList<>(notes(manifest, data, learning));
            return new BundleReport(
                    subject(manifest),
                    describe(data, seed),
                    views(manifest, parts, scores, seed, notes),
                    ApproachToEnd.of(parts.test(), scores),
                    notes);
        }
    }

    /** The engine's settings, sessions ended by the same inactivity as in training. */
    private static EngineSettings settings(ModelManifest manifest) {
        EngineSettings defaults = EngineSettings.defaults();
        return new EngineSettings(
                Duration.ofSeconds(manifest.sessionGapSeconds()),
                defaults.windowEvents(),
                defaults.windowGrace(),
                defaults.affinityHalfLife(),
                defaults.userTtl(),
                defaults.trackRedelivery());
    }

    /** How often each baseline learns. */
    private int fits() {
        return options.refitPerCrop() ? 1 + Vantage.CROPS.size() : 1;
    }

    private long seed(ModelManifest manifest) {
        if (options.seed() != null) {
            return options.seed();
        }
        String trained =
                manifest.training() == null ? null : manifest.training().get("seed");
        if (trained == null || !trained.matches("-?\\d{1,18}")) {
            throw new EvaluationException(
                    "The manifest does not say with which seed the bundle was trained: name it with --seed");
        }
        return Long.parseLong(trained);
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

    private List<View> views(
            ModelManifest manifest, Split<ObservedSession> parts, BundleScores scores, long seed, List<String> notes) {
        Map<BaselineKind, BaselineKind.Fitted> fitted =
                fit(manifest, parts, new Vantage.EveryEvent(), seed, "every event");
        List<View> views = new ArrayList<>();
        for (Vantage vantage : Vantage.all()) {
            Sample sample = Sample.of(parts.test(), vantage);
            progress.step("figures: " + vantage.title());
            if (!hasBothOutcomes(sample)) {
                notes.add(vantage.title() + " is left out: of " + sample.size() + " sessions, " + sample.positives()
                        + " are positive.");
                continue;
            }
            Comparison comparison =
                    new Comparison(vantage, sample, manifest.thresholds(), scores.of(sample), options.drawings(), seed);
            fitted.forEach((kind, model) -> comparison.add(kind.id(), kind.title(), model.logOdds(sample)));
            if (options.refitPerCrop() && vantage instanceof Vantage.Crop) {
                refitted(manifest, parts, vantage, seed, notes)
                        .forEach((kind, model) -> comparison.add(
                                kind.id() + "-refit", kind.title() + ", refitted", model.logOdds(sample)));
            }
            views.add(comparison.view());
        }
        return views;
    }

    private Map<BaselineKind, BaselineKind.Fitted> refitted(
            ModelManifest manifest, Split<ObservedSession> parts, Vantage vantage, long seed, List<String> notes) {
        if (hasBothOutcomes(Sample.of(parts.training(), vantage))
                && hasBothOutcomes(Sample.of(parts.validation(), vantage))) {
            return fit(manifest, parts, vantage, seed, vantage.title());
        }
        notes.add("No baseline could be refitted for " + vantage.title()
                + ": the training or the validation sessions of that length all have the same outcome.");
        return Map.of();
    }

    private Map<BaselineKind, BaselineKind.Fitted> fit(
            ModelManifest manifest, Split<ObservedSession> parts, Vantage vantage, long seed, String what) {
        Map<BaselineKind, BaselineKind.Fitted> fitted = new EnumMap<>(BaselineKind.class);
        Sample training = Sample.of(parts.training(), vantage);
        Sample validation = Sample.of(parts.validation(), vantage);
        for (BaselineKind kind : options.baselines()) {
            progress.step(kind.title() + ": " + what);
            fitted.put(kind, kind.fit(manifest.features(), training, validation, seed));
        }
        return fitted;
    }

    private void requireBothOutcomes(Split<ObservedSession> parts) {
        requireBothOutcomes(options.part() == EvaluationOptions.Part.ALL ? "data" : "test part", parts.test());
        if (!options.baselines().isEmpty()) {
            requireBothOutcomes("part that baselines learn from", parts.training());
            requireBothOutcomes("part that baselines are calibrated by", parts.validation());
        }
    }

    private static void requireBothOutcomes(String part, List<ObservedSession> sessions) {
        Sample all = Sample.of(sessions, new Vantage.EveryEvent());
        if (!hasBothOutcomes(all)) {
            throw new EvaluationException("In the " + part + " (" + sessions.size() + " sessions, " + all.size()
                    + " events) "
                    + (all.positives() == 0 ? "no event is positive" : "every event is positive")
                    + ": figures need both kinds. Use more data, or another --seed");
        }
    }

    private static boolean hasBothOutcomes(Sample sample) {
        int positives = sample.positives();
        return positives > 0 && positives < sample.size();
    }

    private List<String> notes(ModelManifest manifest, HistoricalData data, @Nullable HistoricalData learning) {
        List<String> notes = new ArrayList<>();
        String events = data.log().events() + " of " + data.log().users().size() + " users";
        String trained =
                manifest.training() == null ? null : manifest.training().get("events");
        boolean sameFile = events.equals(trained);
        if (options.part() == EvaluationOptions.Part.TEST && !sameFile) {
            notes.add("By its manifest the bundle was trained on " + trained + " events, and this file holds " + events
                    + ". If it is none of the training's files, the split does not tell which users the model has"
                    + " seen.");
        }
        if (options.part() == EvaluationOptions.Part.ALL && sameFile) {
            notes.add("This file is as large as the one that the bundle was trained on: if it is the same, the figures"
                    + " are those of a model on what it has learnt by heart.");
        }
        if (learning != null) {
            notes.add("Baselines learnt from " + learning.file() + ".");
        }
        if (!options.baselines().isEmpty()) {
            notes.add(
                    "Baselines read the model's features of an event and of the two before it, learn from the training"
                            + " users, and are calibrated on the validation users as the model is. One model serves every"
                            + " event and all crops, unless it says refitted: then another was fitted for each crop, to"
                            + " events cropped alike.");
        }
        return notes;
    }

    private static BundleReport.Subject subject(ModelManifest manifest) {
        return new BundleReport.Subject(
                manifest.name(),
                manifest.version(),
                manifest.horizon(),
                manifest.sha256(),
                manifest.thresholds().medium(),
                manifest.thresholds().high());
    }

    private BundleReport.Data describe(HistoricalData data, long seed) {
        return new BundleReport.Data(
                data.file(),
                data.format().id(),
                data.log().events(),
                data.leftOut(),
                data.log().users().size(),
                options.part() == EvaluationOptions.Part.ALL
                        ? "all users"
                        : "the test fifth of a split by user, 60 % training, 20 % validation, 20 % test",
                seed,
                data.outcomes().description(),
                options.drawings());
    }
}
