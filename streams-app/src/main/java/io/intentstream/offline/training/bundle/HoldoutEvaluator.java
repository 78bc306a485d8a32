package io.intentstream.offline.training.bundle;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.baseline.PlattScaling;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.LearningData;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Measures network and baselines on the test sessions, together and by data set.
 *
 * @param network returns calibrated scores of the network for every event of sessions
 * @param baselines what to compare it with
 * @param seed of the drawings for the intervals
 */
public record HoldoutEvaluator(
        Function<List<SessionExample>, Predictions> network,
        Predictions uncalibrated,
        CardBaselines baselines,
        long seed) {
    private static final EvaluationPoint EVERY_EVENT = new EvaluationPoint.EveryEvent();

    /** The metrics of a bundle with these bands, without those of categories. */
    public BundleMetrics measure(LearningData data, ModelManifest.Thresholds thresholds) {
        Sample validation = Sample.of(data.sessions().validation(), EVERY_EVENT);
        Predictions plain = validation.predictions(validation.pick(uncalibrated.logOdds()));
        Sample test = Sample.of(data.sessions().test(), EVERY_EVENT);
        ScoredSessions scored = score(test);
        List<BundleMetrics.ByDataSet> byDataSet = new ArrayList<>();
        for (int i = 0; i < data.names().size() && data.names().size() > 1; i++) {
            int set = i;
            byDataSet.add(
                    new BundleMetrics.ByDataSet(data.names().get(i), points(scored, sample -> sample.ofDataSet(set))));
        }
        Predictions ofNetwork = test.predictions(test.pick(scored.network));
        return new BundleMetrics(
                points(scored, UnaryOperator.identity()),
                new BundleMetrics.ValidationLoss(
                        PlattScaling.apply(PlattScaling.fit(plain), plain).logLoss(), baselines.regressionLoss()),
                Bands.at(thresholds.medium(), ofNetwork),
                Bands.at(thresholds.high(), ofNetwork),
                byDataSet,
                data.learntFrom().describe(),
                baselines.regressionLearntFrom().describe(),
                baselines.boosting() == null
                        ? baselines.withoutBoosting()
                        : baselines.boostingLearntFrom().describe(),
                null);
    }

    /** Scores of every event of some sessions, one session after the other. */
    private record ScoredSessions(
            List<SessionExample> sessions, double[] network, double[] regression, double[] boosting) {}

    private ScoredSessions score(Sample test) {
        return new ScoredSessions(
                test.sessions(),
                network.apply(test.sessions()).logOdds(),
                test.spread(baselines.regression().logOdds(test)),
                baselines.boosting() == null
                        ? new double[0]
                        : test.spread(baselines.boosting().logOdds(test)));
    }

    /** The points at which both outcomes occur. */
    private List<BundleMetrics.AtPoint> points(ScoredSessions scored, UnaryOperator<Sample> part) {
        List<BundleMetrics.AtPoint> points = new ArrayList<>();
        for (EvaluationPoint point : EvaluationPoint.all()) {
            Sample sample = part.apply(Sample.of(scored.sessions, point));
            if (sample.unmeasured(point).isEmpty()) {
                points.add(new BundleMetrics.AtPoint(point.id(), point.title(), compare(sample, scored)));
            }
        }
        return points;
    }

    private HoldoutComparison compare(Sample sample, ScoredSessions scored) {
        return HoldoutComparison.of(
                sample.predictions(sample.pick(scored.network)),
                sample.predictions(sample.pick(scored.regression)),
                baselines.boosting() == null ? null : sample.predictions(sample.pick(scored.boosting)),
                seed);
    }
}
