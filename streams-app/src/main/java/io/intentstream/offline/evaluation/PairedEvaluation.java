package io.intentstream.offline.evaluation;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.evaluation.report.Curves;
import io.intentstream.offline.evaluation.report.MetricRow;
import io.intentstream.offline.evaluation.report.View;
import io.intentstream.offline.evaluation.sample.EvaluationPoint;
import io.intentstream.offline.evaluation.sample.Sample;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.UserBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Judges the model and others on the same events, and draws the same users for all of them. */
final class PairedEvaluation {
    private final EvaluationPoint point;
    private final Sample sample;
    private final ModelManifest.Thresholds thresholds;
    private final int users;
    private final UserBootstrap bootstrap;
    private final MetricEstimates model;
    private final List<MetricRow> rows = new ArrayList<>();

    PairedEvaluation(
            EvaluationPoint point,
            Sample sample,
            ModelManifest.Thresholds thresholds,
            double[] modelLogOdds,
            int rounds,
            long seed) {
        this.point = point;
        this.sample = sample;
        this.thresholds = thresholds;
        Predictions predictions = sample.predictions(modelLogOdds);
        users = Arrays.stream(predictions.users()).max().orElse(-1) + 1;
        bootstrap = new UserBootstrap(users, rounds, seed);
        model = MetricEstimates.of(predictions, thresholds, bootstrap);
        rows.add(new MetricRow(MetricRow.MODEL, "this model", MetricRow.EVERY_EVENT, model.estimates(), null));
    }

    /** Judges another on the same events. */
    void add(FittedBaseline baseline) {
        MetricEstimates other =
                MetricEstimates.of(sample.predictions(baseline.fitted().logOdds(sample)), thresholds, bootstrap);
        rows.add(new MetricRow(
                baseline.kind().id(),
                baseline.kind().title(),
                baseline.refitted() ? point.title() + " alone" : MetricRow.EVERY_EVENT,
                other.estimates(),
                model.leadOver(other)));
    }

    View view() {
        int sessions = (int) sample.places().stream()
                .mapToInt(Sample.Place::session)
                .distinct()
                .count();
        return new View(
                point.id(),
                point.title(),
                sample.size(),
                sessions,
                users,
                sample.positives(),
                sample.positives() / (double) sample.size(),
                List.copyOf(rows),
                Curves.of(model.panel().ranked()));
    }
}
