package io.intentstream.offline.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.stats.Predictions;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattScalingTest {
    @Test
    void shouldCorrectDistortedLogOdds() {
        // Given: true log-odds are 0.5 x - 2, the scores say x
        Random random = new Random(11);
        int events = 200_000;
        double[] scores = random.doubles(events, -6, 6).toArray();
        int[] labels = new int[events];
        for (int i = 0; i < events; i++) {
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(2 - 0.5 * scores[i])) ? 1 : 0;
        }

        // When
        ModelManifest.Calibration calibration = PlattScaling.fit(new Predictions(new int[events], labels, scores));

        // Then
        assertThat(calibration.slope()).isCloseTo(0.5, within(0.02));
        assertThat(calibration.intercept()).isCloseTo(-2, within(0.05));
    }

    @Test
    void shouldKeepTheOrderOfScoresThatAreWorseThanChance() {
        // Given
        Predictions reversed = new Predictions(new int[4], new int[] {1, 1, 0, 0}, new double[] {-2, -1, 1, 2});

        // When
        ModelManifest.Calibration calibration = PlattScaling.fit(reversed);

        // Then
        assertThat(calibration.slope()).isPositive();
    }
}
