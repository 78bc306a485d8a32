package io.intentstream.offline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.session.Crop;
import io.intentstream.offline.evaluation.report.MetricRow;
import io.intentstream.offline.evaluation.report.View;
import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.training.baseline.BaselineKind;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.LearntFrom;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedEvaluationTest {
    private static final ModelManifest.Thresholds THRESHOLDS = new ModelManifest.Thresholds(0.5, 0.8);
    private static final int USERS = 200;

    private final EvaluationPoint point = new EvaluationPoint.LastVisible(new Crop(1));
    private final Sample sample = Sample.of(sessions(), point);
    private final double[] good = scores(2);
    private final double[] bad = scores(0.2);

    @Test
    void shouldCountWhatIsSeenAtThePoint() {
        // When
        View view = evaluation(good).view();

        // Then: each user has one session of one event, which crop 1 leaves out, and one of two
        assertThat(view.id()).isEqualTo("crop1");
        assertThat(view.scores()).isEqualTo(USERS);
        assertThat(view.sessions()).isEqualTo(USERS);
        assertThat(view.users()).isEqualTo(USERS);
        assertThat(view.positives()).isEqualTo(USERS / 4);
        assertThat(view.baseRate()).isEqualTo(0.25);
        assertThat(view.rows()).singleElement().extracting(MetricRow::lead).isNull();
    }

    @Test
    void shouldFindNoLeadOverBaselineWithSameScores() {
        // Given
        PairedEvaluation evaluation = evaluation(good);

        // When
        evaluation.add(baseline(good, false));

        // Then: the same users are drawn for both
        assertThat(lead(evaluation, Metric.AUROC)).isEqualTo(new Estimate(0, 0, 0));
    }

    @Test
    void shouldFindClearLeadOverWorseBaseline() {
        // Given
        PairedEvaluation evaluation = evaluation(good);

        // When
        evaluation.add(baseline(bad, false));

        // Then
        List<MetricRow> rows = evaluation.view().rows();
        double difference = auroc(rows.get(0)).value() - auroc(rows.get(1)).value();
        assertThat(lead(evaluation, Metric.AUROC).value()).isCloseTo(difference, within(1e-12));
        assertThat(lead(evaluation, Metric.AUROC).low()).isPositive();
        assertThat(lead(evaluation, Metric.LOG_LOSS).high()).isNegative();
    }

    @Test
    void shouldSayWhatBaselineWasFittedTo() {
        // Given
        PairedEvaluation evaluation = evaluation(good);

        // When
        evaluation.add(baseline(bad, false));
        evaluation.add(baseline(bad, true));

        // Then
        assertThat(evaluation.view().rows())
                .extracting(MetricRow::fittedTo)
                .containsExactly("every event", "every event", "crop 1 alone");
        assertThat(evaluation.view().rows())
                .extracting(MetricRow::learntFrom)
                .containsExactly("60 users", "600 users (60 %), 20 of 30 events", "600 users (60 %), 20 of 30 events");
        assertThat(evaluation.view().rows()).extracting(MetricRow::id).containsExactly("model", "rfm", "rfm");
    }

    private PairedEvaluation evaluation(double[] model) {
        return new PairedEvaluation(point, sample, THRESHOLDS, "60 users", model, 100, 1);
    }

    private static FittedBaseline baseline(double[] scores, boolean refitted) {
        return new FittedBaseline(BaselineKind.RFM, refitted, new LearntFrom(600, 1_000, 20, 30), sample -> scores);
    }

    private static Estimate auroc(MetricRow row) {
        return row.metrics().get(Metric.AUROC);
    }

    private static Estimate lead(PairedEvaluation evaluation, Metric metric) {
        return evaluation.view().rows().get(1).lead().get(metric);
    }

    private static List<SessionExample> sessions() {
        List<SessionExample> sessions = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            sessions.add(SampleSessions.session("user" + i, 1, true));
            sessions.add(SampleSessions.session("user" + i, 2, i % 4 == 0));
        }
        return sessions;
    }

    /** Scores with this signal, in units of the noise. */
    private double[] scores(double signal) {
        Random random = new Random(7);
        double[] scores = new double[sample.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = signal * (2 * sample.label(i) - 1) + random.nextGaussian();
        }
        return scores;
    }
}
