package io.intentstream.offline.evaluation;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.session.Crop;
import io.intentstream.offline.training.baseline.BaselineException;
import io.intentstream.offline.training.baseline.BaselineKind;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.LearntFrom;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.Split;
import java.util.ArrayList;
import java.util.List;

/** Fits the baselines: once to every event, for all crops like the model, and on request once more for each crop. */
final class FittedBaselines {
    private final FeatureSpec features;
    private final Split<SessionExample> sessions;
    private final int allUsers;
    private final EvaluationOptions options;
    private final long seed;
    private final EvaluationProgress progress;
    private final List<FittedBaseline> oneForAll;
    private final List<String> notes = new ArrayList<>();

    /**
     * Fits the baselines to every event.
     *
     * @param allUsers users of the data that they learn from a part of
     */
    FittedBaselines(
            FeatureSpec features,
            Split<SessionExample> sessions,
            int allUsers,
            EvaluationOptions options,
            long seed,
            EvaluationProgress progress) {
        this.features = features;
        this.sessions = sessions;
        this.allUsers = allUsers;
        this.options = options;
        this.seed = seed;
        this.progress = progress;
        oneForAll = fit(new EvaluationPoint.EveryEvent(), false).stream()
                .map(this::scoringOnce)
                .toList();
    }

    /** How often each baseline is fitted. */
    static int fits(EvaluationOptions options) {
        return options.refitPerCrop() ? 1 + Crop.PUBLISHED.size() : 1;
    }

    /** The baselines to compare with at an evaluation point. */
    List<FittedBaseline> at(EvaluationPoint point) {
        List<FittedBaseline> fitted = new ArrayList<>(oneForAll);
        if (options.refitPerCrop() && point instanceof EvaluationPoint.LastVisible) {
            fitted.addAll(fit(point, true));
        }
        return fitted;
    }

    /** What could not be fitted. */
    List<String> notes() {
        return notes;
    }

    private List<FittedBaseline> fit(EvaluationPoint point, boolean refitted) {
        Sample training = Sample.of(sessions.training(), point);
        Sample validation = Sample.of(sessions.validation(), point);
        if (!options.baselines().isEmpty() && !(training.hasBothOutcomes() && validation.hasBothOutcomes())) {
            notes.add("No baseline could be refitted for " + point.title()
                    + ": the training or the validation sessions of that length all have the same outcome.");
            return List.of();
        }
        return options.baselines().stream()
                .map(kind -> {
                    progress.step(kind.title() + ": " + point.title());
                    return new FittedBaseline(
                            kind,
                            refitted,
                            LearntFrom.of(training, kind.learntEvents(training.size()), allUsers),
                            fit(kind, training, validation));
                })
                .toList();
    }

    /** Scores the test sessions once, since the evaluation points look at the same events again and again. */
    private FittedBaseline scoringOnce(FittedBaseline baseline) {
        Sample test = Sample.of(sessions.test(), new EvaluationPoint.EveryEvent());
        double[] everyEvent = test.spread(baseline.fitted().logOdds(test));
        return new FittedBaseline(
                baseline.kind(), baseline.refitted(), baseline.learntFrom(), sample -> sample.pick(everyEvent));
    }

    private BaselineKind.Fitted fit(BaselineKind kind, Sample training, Sample validation) {
        try {
            return kind.fit(features, training, validation, seed);
        } catch (BaselineException e) {
            throw new EvaluationException(
                    e.getMessage() + ", or set --baselines without decision-tree, random-forest and gradient-boosting",
                    e);
        }
    }
}
