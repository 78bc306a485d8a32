package io.intentstream.offline.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.stats.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTableTest {
    private static final DataSetResults RESULTS =
            SampleReports.bundle(1, 0.8).results().get(0);

    @Test
    void shouldShowStrongestBaselineOfEachKindAtEachPoint() {
        // When
        ReportTable strongest = ReportTable.strongest(LeaderboardRow.of(RESULTS));

        // Then: the RFM rule is weaker than boosting, and refitted boosting exists at crop 5 alone
        assertThat(strongest.rows())
                .extracting(row -> row.subList(0, 5))
                .containsExactly(
                        List.of(
                                "every event",
                                "every event",
                                "0.800 (0.790 to 0.810)",
                                "boosting 0.700 (0.690 to 0.710)",
                                "+0.100 (+0.090 to +0.110)"),
                        List.of(
                                "crop 5",
                                "every event",
                                "0.800 (0.790 to 0.810)",
                                "boosting 0.700 (0.690 to 0.710)",
                                "+0.100 (+0.090 to +0.110)"),
                        List.of(
                                "crop 5",
                                "crop 5 alone",
                                "0.800 (0.790 to 0.810)",
                                "boosting 0.850 (0.840 to 0.860)",
                                "−0.050 (−0.060 to −0.040)"));
        assertThat(strongest.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(strongest.head()));
    }

    @Test
    void shouldCompareLeadsOnlyWhereThereAreBaselines() {
        // Given
        DataSetResults alone =
                SampleReports.withoutBaselines().runs().get(0).results().get(0);

        // When
        ReportTable beside = ReportTable.comparison(LeaderboardRow.of(RESULTS).get("crop 5"));
        ReportTable without = ReportTable.comparison(LeaderboardRow.of(alone).get("every event"));

        // Then
        assertThat(beside.head()).endsWith("model's lead in AUROC", "model's lead in average precision");
        assertThat(beside.rows()).extracting(row -> row.get(0)).containsExactly("this model", "boosting", "boosting");
        assertThat(beside.rows().get(0)).endsWith("", "");
        assertThat(without.head()).endsWith("log loss", "ECE");
        assertThat(ReportTable.strongest(LeaderboardRow.of(alone)).rows()).isEmpty();
    }

    @Test
    void shouldShowEveryMetricAtEveryPoint() {
        // When
        ReportTable table = ReportTable.everyMetric(RESULTS);

        // Then
        assertThat(table.head()).containsExactly("", "every event", "crop 5");
        assertThat(table.rows()).hasSize(Metric.values().length);
        assertThat(table.rows()).contains(List.of("precision, HIGH", "– (– to –)", "– (– to –)"));
    }

    @Test
    void shouldSummariseModelAtEachPoint() {
        // When
        ReportTable table = ReportTable.overview(RESULTS);

        // Then
        assertThat(table.rows())
                .extracting(row -> row.subList(0, 5))
                .containsExactly(
                        List.of("every event", "4", "2", "50.0 %", "0.800 (0.790 to 0.810)"),
                        List.of("crop 5", "4", "2", "50.0 %", "0.800 (0.790 to 0.810)"));
    }
}
