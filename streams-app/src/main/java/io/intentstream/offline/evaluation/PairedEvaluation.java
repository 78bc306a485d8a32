package io.intentstream.offline.evaluation;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.evaluation.report.MetricRow;
import io.intentstream.offline.evaluation.report.View;
import io.intentstream.offline.stats.MetricCalculator;
import io.intentstream.offline.stats.MetricEstimates;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.UserBootstrap;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.Sample;
import java.util.ArrayList;
import java.util.List;

/** Evaluates the model and baselines on the same events, with the same users drawn for all of them. */
final class PairedEvaluation {
    private final EvaluationPoint point;
    private final Sample sample;
    private final ModelManifest.Thresholds thresholds;
    private final Predictions predictions;
    private final UserBootstrap bootstrap;
    private final MetricEstimates model;
    private final List<MetricRow> rows = new ArrayList<>();

    /**
     * @param learntFrom what the model learnt from, in words
     * @param modelLogOdds the model's scores of the sample's events
     */
    PairedEvaluation(
            EvaluationPoint point,
            Sample sample,
            ModelManifest.Thresholds thresholds,
            String learntFrom,
            double[] modelLogOdds,
            int rounds,
            long seed) {
        this.point = point;
        this.sample = sample;
        this.thresholds = thresholds;
        predictions = sample.predictions(modelLogOdds);
        bootstrap = new UserBootstrap(predictions.distinctUsers(), rounds, seed);
        model = estimates(predictions);
        rows.add(MetricRow.ofModel("this model", learntFrom, model));
    }

    /** Evaluates a baseline on the same events. */
    void add(FittedBaseline baseline) {
        MetricEstimates other = estimates(sample.predictions(baseline.fitted().logOdds(sample)));
        rows.add(new MetricRow(
                baseline.kind().id(),
                baseline.kind().title(),
                baseline.refitted() ? point.title() + " alone" : MetricRow.EVERY_EVENT,
                baseline.learntFrom().describe(),
                other.all(),
                model.leadOver(other)));
    }

    View view() {
        int sessions = (int) sample.places().stream()
                .mapToInt(Sample.Place::session)
                .distinct()
                .count();
        return View.of(point.id(), point.title(), predictions, sessions, rows, model);
    }

    private MetricEstimates estimates(Predictions scored) {
        return MetricEstimates.of(new MetricCalculator(scored, thresholds.medium(), thresholds.high()), bootstrap);
    }
}
