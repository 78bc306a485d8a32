package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.Band;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntentSecondsTest {
    private static final long NOW = 1_767_225_600_500L;

    private final IntentSeconds seconds = new IntentSeconds();

    @Test
    void shouldCountByBandPerFullSecond() {
        // Given
        seconds.add(NOW - 2_000, Band.HIGH, 5);
        seconds.add(NOW - 2_000, Band.HIGH, 5);
        seconds.add(NOW - 1_000, Band.LOW, 5);
        seconds.add(NOW, Band.LOW, 5);

        // When
        List<IntentSeconds.IntentCounts> counted = seconds.counted(NOW);

        // Then
        assertThat(counted).hasSize(IntentSeconds.SECONDS - 1);
        assertThat(counted.get(counted.size() - 2).byBand()).containsExactly(0, 0, 2);
        assertThat(counted.get(counted.size() - 1).byBand()).containsExactly(1, 0, 0);
        assertThat(counted.get(counted.size() - 1).epochSecond()).isEqualTo(NOW / 1000 - 1);
        assertThat(counted.subList(0, counted.size() - 2))
                .allSatisfy(second -> assertThat(second.byBand()).containsOnly(0));
    }

    @Test
    void shouldForgetSecondsOlderThanTheRing() {
        // Given
        seconds.add(NOW, Band.HIGH, 5);

        // When
        List<IntentSeconds.IntentCounts> later = seconds.counted(NOW + IntentSeconds.SECONDS * 1000L + 1000);

        // Then
        assertThat(later).allSatisfy(second -> assertThat(second.byBand()).containsOnly(0));
    }

    @Test
    void shouldReturnPercentilesOfLatestSecondsOnly() {
        // Given
        seconds.add(NOW - 30_000, Band.LOW, 500);
        for (int i = 1; i <= 100; i++) {
            seconds.add(NOW - 1_000, Band.LOW, i);
        }
        seconds.add(NOW, Band.LOW, -1);

        // When
        IntentSeconds.LatencySummary latency = seconds.latency(NOW);

        // Then
        assertThat(latency).isEqualTo(new IntentSeconds.LatencySummary(50, 99));
        assertThat(new IntentSeconds().latency(NOW)).isEqualTo(new IntentSeconds.LatencySummary(0, 0));
    }
}
