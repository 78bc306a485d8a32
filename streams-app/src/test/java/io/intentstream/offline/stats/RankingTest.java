package io.intentstream.offline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void shouldCountPairsInTheRightOrder() {
        // Given: of 2 x 3 pairs, 4 are in order and 1 is a tie
        Predictions predictions = predictions(new int[] {1, 0, 1, 0, 0}, new double[] {0.9, 0.95, 0.5, 0.5, 0.1});

        // When
        double auroc = Ranking.auroc(predictions);

        // Then: (0.9 beats 0.5 and 0.1; 0.5 beats 0.1 and ties with 0.5)
        assertThat(auroc).isCloseTo((2 + 1 + 0.5) / 6, within(1e-12));
    }

    @Test
    void shouldEqualCountOfAllPairs() {
        // Given
        Random random = new Random(3);
        int[] labels = random.ints(400, 0, 2).toArray();
        double[] scores = random.ints(400, 0, 40).asDoubleStream().toArray();
        double inOrder = 0;
        double pairs = 0;
        for (int i = 0; i < 400; i++) {
            for (int j = 0; j < 400; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    pairs++;
                    inOrder += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        // When
        double auroc = Ranking.auroc(predictions(labels, scores));

        // Then
        assertThat(auroc).isCloseTo(inOrder / pairs, within(1e-12));
    }

    @Test
    void shouldAveragePrecisionOverHits() {
        // Given
        Predictions predictions = predictions(new int[] {1, 0, 1, 0}, new double[] {4, 3, 2, 1});

        // When
        double averagePrecision = Ranking.averagePrecision(predictions);

        // Then: precision 1 at the first hit, 2/3 at the second
        assertThat(averagePrecision).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    }

    @Test
    void shouldReturnBaseRateWhenAllScoresAreEqual() {
        // Given
        Predictions predictions = predictions(new int[] {1, 0, 0, 0}, new double[4]);

        // When
        double averagePrecision = Ranking.averagePrecision(predictions);

        // Then
        assertThat(averagePrecision).isCloseTo(0.25, within(1e-12));
        assertThat(Ranking.auroc(predictions)).isCloseTo(0.5, within(1e-12));
    }

    private static Predictions predictions(int[] labels, double[] scores) {
        return new Predictions(new int[labels.length], labels, scores);
    }
}
