package io.intentstream.offline.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UserBootstrapTest {
    @Test
    void shouldCoverTrueValueInAbout95Of100Experiments() {
        // Given: positives score N(1, 1), negatives N(0, 1), so AUROC is Phi(1 / sqrt 2)
        double truth = 0.76025;
        int experiments = 100;
        int held = 0;

        // When
        for (int i = 0; i < experiments; i++) {
            Interval interval = auroc(gaussian(new Random(i), 200), i);
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }

        // Then: 95 of 100, plus or minus three standard errors
        assertThat(held).isBetween(88, 100);
    }

    @Test
    void shouldReturnWiderIntervalWhenUsersHaveSeveralEvents() {
        // Given: the same 400 events, ten times each: as 400 users of ten events, and as 4,000 users of one
        Predictions single = gaussian(new Random(1), 400);
        int[] tenfold = new int[4000];
        Arrays.setAll(tenfold, i -> i / 10);
        Predictions grouped = single.select(tenfold);
        int[] own = new int[4000];
        Arrays.setAll(own, i -> i);

        // When
        Interval byUser = auroc(grouped, 2);
        Interval byEvent = auroc(new Predictions(own, grouped.labels(), grouped.logOdds()), 2);

        // Then
        assertThat(byUser.high() - byUser.low()).isGreaterThan(2 * (byEvent.high() - byEvent.low()));
    }

    @Test
    void shouldDrawSameUsersForSameSeed() {
        // Given
        UserBootstrap bootstrap = new UserBootstrap(50, 20, 7);

        // When
        int[][] times = bootstrap.drawings().map(int[]::clone).toArray(int[][]::new);

        // Then
        assertThat(times)
                .hasDimensions(20, 50)
                .isDeepEqualTo(bootstrap.drawings().map(int[]::clone).toArray(int[][]::new));
        assertThat(Arrays.stream(times).mapToInt(round -> Arrays.stream(round).sum()))
                .containsOnly(50);
    }

    private static Interval auroc(Predictions predictions, long seed) {
        return MetricEstimates.ofRanking(predictions, seed)
                .all()
                .get(Metric.AUROC)
                .interval();
    }

    private static Predictions gaussian(Random random, int size) {
        int[] users = new int[size];
        int[] labels = new int[size];
        double[] scores = new double[size];
        for (int i = 0; i < size; i++) {
            users[i] = i;
            labels[i] = i % 2;
            scores[i] = random.nextGaussian() + labels[i];
        }
        return new Predictions(users, labels, scores);
    }
}
