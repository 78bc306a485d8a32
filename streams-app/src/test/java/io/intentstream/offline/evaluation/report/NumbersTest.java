package io.intentstream.offline.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Metric;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void shouldWriteAsManyDecimalsAsMetricNeeds() {
        // Then
        assertThat(Numbers.metric(Metric.AUROC, 0.81236)).isEqualTo("0.812");
        assertThat(Numbers.metric(Metric.LOG_LOSS, 0.81236)).isEqualTo("0.8124");
        assertThat(Numbers.metric(Metric.LIFT_5, 3.456)).isEqualTo("3.46");
    }

    @Test
    void shouldWriteDashForUndefinedMetric() {
        // Then
        assertThat(Numbers.metric(Metric.PRECISION_HIGH, Double.NaN)).isEqualTo("–");
    }

    @Test
    void shouldWriteSignOfDifference() {
        // When
        String lead = Numbers.difference(Metric.AUROC, new Estimate(0.012, -0.003, 0.027));

        // Then
        assertThat(lead).isEqualTo("+0.012 (−0.003 to +0.027)");
    }

    @Test
    void shouldWriteCountsAndSharesForPeople() {
        // Then
        assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Numbers.percent(0.1234)).isEqualTo("12.3 %");
    }
}
