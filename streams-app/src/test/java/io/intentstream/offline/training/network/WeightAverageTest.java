package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightAverageTest {

    @Test
    void shouldForgetTheInitialWeights() {
        // Given
        WeightAverage average = new WeightAverage(Map.of("w", new float[] {100}));

        // When
        for (int i = 0; i < 2_000; i++) {
            average.add(Map.of("w", new float[] {1}));
        }

        // Then
        assertThat(average.weights().get("w")[0]).isEqualTo(1, within(1e-3f));
    }

    @Test
    void shouldSmoothAlternatingWeights() {
        // Given
        WeightAverage average = new WeightAverage(Map.of("w", new float[] {0}));

        // When
        for (int i = 0; i < 2_000; i++) {
            average.add(Map.of("w", new float[] {i % 2}));
        }

        // Then
        assertThat(average.weights().get("w")[0]).isEqualTo(0.5f, within(0.01f));
    }
}
