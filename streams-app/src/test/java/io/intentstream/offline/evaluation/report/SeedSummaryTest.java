package io.intentstream.offline.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.offline.stats.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedSummaryTest {
    @Test
    void shouldSummariseMeanAndDeviationOverBundles() {
        // When
        SeedSummary model = SampleReports.several().summary().get(0);

        // Then: of 0.8 and 0.9, from n - 1
        SeedSummary.SeedSpread auroc = model.metrics().get(Metric.AUROC);
        assertThat(auroc.each()).containsExactly(0.8, 0.9);
        assertThat(auroc.mean()).isCloseTo(0.85, within(1e-12));
        assertThat(auroc.deviation()).isCloseTo(Math.sqrt(0.005), within(1e-12));
        assertThat(model.lead()).isEmpty();
    }

    @Test
    void shouldCountBundlesInWhichModelIsAhead() {
        // When
        SeedSummary refitted = SampleReports.several().summary().stream()
                .filter(summary -> summary.fittedTo().equals("crop 5 alone"))
                .findFirst()
                .orElseThrow();

        // Then: leads are -0.05 and +0.05, and for losses less is better
        assertThat(refitted.ahead())
                .containsEntry(Metric.AUROC, 1)
                .containsEntry(Metric.LOG_LOSS, 1)
                .containsEntry(Metric.PRECISION_HIGH, 0);
    }

    @Test
    void shouldCountNegativeLeadsInLossesAsAhead() {
        // Given
        SeedSummary.SeedSpread leads = SeedSummary.SeedSpread.of(new double[] {-0.2, -0.1, 0.3});

        // Then
        assertThat(leads.inFavour(Metric.AUROC)).isEqualTo(1);
        assertThat(leads.inFavour(Metric.LOG_LOSS)).isEqualTo(2);
    }

    @Test
    void shouldLeaveOutRowsThatSomeBundleLacks() {
        // Given
        BundleReport alone = SampleReports.withoutBaselines().runs().get(0);

        // When
        List<SeedSummary> summaries = SeedSummary.of(List.of(SampleReports.bundle(1, 0.8), alone));

        // Then
        assertThat(summaries).extracting(SeedSummary::row).containsExactly("this model");
    }

    @Test
    void shouldNotSummariseSingleBundle() {
        // Then
        assertThat(SampleReports.single().summary()).isEmpty();
    }
}
