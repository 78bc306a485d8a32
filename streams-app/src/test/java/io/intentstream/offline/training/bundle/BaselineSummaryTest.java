package io.intentstream.offline.training.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.stats.Predictions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineSummaryTest {
    private static final long SEED = 1;

    @Test
    void shouldSayBetterOnlyWhenIntervalOfLeadIsAboveZero() {
        // When
        String clear = result(scores(2), scores(0.5));
        String level = result(scores(1), scores(1));
        String beaten = result(scores(0.5), scores(2));

        // Then
        assertThat(clear)
                .startsWith("Of 2 comparisons with a logistic regression, the network is better in 2 and worse in 0;")
                .contains("after every event: AUROC", "**better** (lead +0.")
                .doesNotContain("little reason");
        assertThat(level)
                .contains("better in 0 and worse in 0; in 2", "no clear difference (lead +0.000", "little reason");
        assertThat(beaten).contains("better in 0 and worse in 2", "**worse** (lead -0.", "little reason");
    }

    private static String result(Predictions network, Predictions regression) {
        Bands.Catch none = new Bands.Catch(0, 0, 0);
        HoldoutComparison comparison = HoldoutComparison.of(network, regression, SEED);
        return BaselineSummary.of(new BundleMetrics(comparison, List.of(), none, none, List.of(), null));
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
