package io.intentstream.evaluation;

import io.intentstream.evaluation.report.Curves;
import io.intentstream.evaluation.report.Row;
import io.intentstream.evaluation.report.View;
import io.intentstream.evaluation.sample.Sample;
import io.intentstream.evaluation.sample.Vantage;
import io.intentstream.metric.Predictions;
import io.intentstream.metric.UserBootstrap;
import io.intentstream.model.ModelManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Judges the model and others on the same events, and draws the same users for all of them. */
final class Comparison {
    private final Vantage vantage;
    private final Sample sample;
    private final ModelManifest.Thresholds thresholds;
    private final int users;
    private final UserBootstrap bootstrap;
    private final Judgement model;
    private final List<Row> rows = new ArrayList<>();

    Comparison(
            Vantage vantage,
            Sample sample,
            ModelManifest.Thresholds thresholds,
            double[] modelLogOdds,
            int rounds,
            long seed) {
        this.vantage = vantage;
        this.sample = sample;
        this.thresholds = thresholds;
        Predictions predictions = sample.predictions(modelLogOdds);
        users = Arrays.stream(predictions.users()).max().orElse(-1) + 1;
        bootstrap = new UserBootstrap(users, rounds, seed);
        model = Judgement.of(predictions, thresholds, bootstrap);
        rows.add(new Row(Row.MODEL, "this model", Row.EVERY_EVENT, model.estimates(), null));
    }

    /** Judges another on the same events. */
    void add(Rival rival) {
        Judgement other = Judgement.of(sample.predictions(rival.fitted().logOdds(sample)), thresholds, bootstrap);
        rows.add(new Row(
                rival.kind().id(),
                rival.kind().title(),
                rival.refitted() ? vantage.title() + " alone" : Row.EVERY_EVENT,
                other.estimates(),
                model.leadOver(other)));
    }

    View view() {
        int sessions = (int) sample.places().stream()
                .mapToInt(Sample.Place::session)
                .distinct()
                .count();
        return new View(
                vantage.id(),
                vantage.title(),
                sample.size(),
                sessions,
                users,
                sample.positives(),
                sample.positives() / (double) sample.size(),
                List.copyOf(rows),
                Curves.of(model.panel().ranked()));
    }
}
