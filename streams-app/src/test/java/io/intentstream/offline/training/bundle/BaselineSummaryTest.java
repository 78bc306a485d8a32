package io.intentstream.offline.training.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.stats.Predictions;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BaselineSummaryTest {
    private static final long SEED = 1;

    @Test
    void shouldSayBetterOnlyWhenIntervalOfLeadIsAboveZero() {
        // When
        String clear = result(scores(2), scores(0.5), null);
        String level = result(scores(1), scores(1), null);
        String beaten = result(scores(0.5), scores(2), null);

        // Then
        assertThat(clear)
                .startsWith(
                        "Of 2 comparisons with a logistic regression on three events, the network is better in 2 and"
                                + " worse in 0;")
                .contains("every event: AUROC", "**better** (lead +0.")
                .doesNotContain("little reason");
        assertThat(level)
                .contains("better in 0 and worse in 0; in 2", "no clear difference (lead +0.000", "little reason");
        assertThat(beaten).contains("better in 0 and worse in 2", "**worse** (lead -0.", "little reason");
    }

    @Test
    void shouldCompareWithBoostingOrSayWhyNot() {
        // When
        String behind = result(scores(1), scores(0.2), scores(3));
        String unmeasured = result(scores(1), scores(0.2), null);

        // Then
        assertThat(behind)
                .contains("with a logistic regression on three events, the network is better in 2 and worse in 0")
                .contains("with gradient boosting on three events, the network is better in 0 and worse in 2");
        assertThat(unmeasured).endsWith("Gradient boosting was not measured: no OpenMP.");
    }

    private static String result(Predictions network, Predictions regression, @Nullable Predictions boosting) {
        Bands.Catch none = new Bands.Catch(0, 0, 0);
        HoldoutComparison comparison = HoldoutComparison.of(network, regression, boosting, SEED);
        return BaselineSummary.of(new BundleMetrics(
                List.of(new BundleMetrics.AtPoint("everyEvent", "every event", comparison)),
                new BundleMetrics.ValidationLoss(0.1, 0.2),
                none,
                none,
                List.of(),
                "10 users",
                "10 users",
                "no OpenMP",
                null));
    }

    /** Scores of the same 400 users, of whom a third buy; the signal is in units of the noise. */
    private static Predictions scores(double signal) {
        Random random = new Random(3);
        int[] users = new int[400];
        int[] labels = new int[users.length];
        double[] logOdds = new double[users.length];
        for (int i = 0; i < users.length; i++) {
            users[i] = i;
            labels[i] = i % 3 == 0 ? 1 : 0;
            logOdds[i] = signal * labels[i] + random.nextGaussian();
        }
        return new Predictions(users, labels, logOdds);
    }
}
