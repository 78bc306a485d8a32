package io.intentstream.offline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricEstimatesTest {
    private static final int USERS = 300;

    @Test
    void shouldEstimateMetricOfThePredictionsThemselves() {
        // Given
        Predictions predictions = predictions(1, 0);

        // When
        Estimate auroc = estimates(predictions).all().get(Metric.AUROC);

        // Then
        assertThat(auroc.value()).isEqualTo(Ranking.auroc(predictions));
        assertThat(auroc.value()).isBetween(auroc.low(), auroc.high());
    }

    @Test
    void shouldSubtractMetricsDrawingByDrawing() {
        // Given: two models whose errors are nearly the same
        MetricEstimates better = estimates(predictions(1, 0.05));
        MetricEstimates worse = estimates(predictions(0.9, 0));

        // When
        Estimate lead = better.leadOver(worse).get(Metric.AUROC);

        // Then: the interval of the paired difference is far narrower than those of the models
        Estimate auroc = better.all().get(Metric.AUROC);
        assertThat(lead.value())
                .isCloseTo(auroc.value() - worse.all().get(Metric.AUROC).value(), within(1e-12));
        assertThat(lead.isClear()).isTrue();
        assertThat(lead.high() - lead.low()).isLessThan((auroc.high() - auroc.low()) / 3);
    }

    @Test
    void shouldReturnNaNForUndefinedMetric() {
        // Given: no probability reaches HIGH
        MetricEstimates estimates =
                MetricEstimates.of(new MetricCalculator(predictions(0, 0), 0.5, 1.1), new UserBootstrap(USERS, 20, 1));

        // When
        Estimate precision = estimates.all().get(Metric.PRECISION_HIGH);

        // Then
        assertThat(precision).isEqualTo(new Estimate(Double.NaN, Double.NaN, Double.NaN));
    }

    @Test
    void shouldEstimateRankingLikeAllMetrics() {
        // Given
        Predictions predictions = predictions(1, 0);

        // When
        MetricEstimates ranking = MetricEstimates.ofRanking(predictions, 3);

        // Then
        MetricEstimates all = MetricEstimates.of(
                new MetricCalculator(predictions, 0.5, 0.9), new UserBootstrap(USERS, UserBootstrap.ROUNDS, 3));
        assertThat(ranking.all().get(Metric.AUROC)).isEqualTo(all.all().get(Metric.AUROC));
        assertThat(ranking.all().get(Metric.AVERAGE_PRECISION))
                .isEqualTo(all.all().get(Metric.AVERAGE_PRECISION));
    }

    private static MetricEstimates estimates(Predictions predictions) {
        return MetricEstimates.ofRanking(predictions, 1);
    }

    /**
     * One event of each user, with the same noise for every call.
     *
     * @param signal what positives score above negatives, in units of the noise
     * @param more added to the signal of every second positive
     */
    private static Predictions predictions(double signal, double more) {
        Random random = new Random(5);
        int[] users = new int[USERS];
        int[] labels = new int[USERS];
        double[] scores = new double[USERS];
        for (int i = 0; i < USERS; i++) {
            users[i] = i;
            labels[i] = i % 3 == 0 ? 1 : 0;
            scores[i] = random.nextGaussian() + labels[i] * (signal + i % 2 * more);
        }
        return new Predictions(users, labels, scores);
    }
}
