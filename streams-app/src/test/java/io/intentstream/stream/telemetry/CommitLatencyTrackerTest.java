package io.intentstream.stream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommitLatencyTrackerTest {
    private static final TopicPartition HERE = new TopicPartition("clickstream", 0);
    private static final TopicPartition GONE = new TopicPartition("clickstream", 1);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final EngineTimings timings = new EngineTimings();
    private final CommitLatencyTracker watch = new CommitLatencyTracker(timings);

    @Test
    void shouldCountEveryRecordOfABatchOnceItIsCommitted() {
        // Given
        watch.processed(HERE, new CommitLatencyTracker.Batch(10, 10, 0, 1_000));
        watch.processed(HERE, new CommitLatencyTracker.Batch(15, 5, SECOND, 1_000));

        // When
        watch.look(Map.of(HERE, 14L), 2 * SECOND, 4_000);

        // Then
        assertThat(Arrays.stream(timings.latencySeconds().counts()).sum()).isEqualTo(10);
        assertThat(timings.latencySeconds().sum()).isEqualTo(10 * 2.0);
        assertThat(timings.ageSeconds().sum()).isEqualTo(10 * 3.0);
        assertThat(watch.isIdle()).isFalse();
    }

    @Test
    void shouldCountABatchOnlyOnce() {
        // Given
        watch.processed(HERE, new CommitLatencyTracker.Batch(10, 10, 0, 0));
        watch.look(Map.of(HERE, 10L), SECOND, 0);

        // When
        watch.look(Map.of(HERE, 20L), 2 * SECOND, 0);

        // Then
        assertThat(Arrays.stream(timings.latencySeconds().counts()).sum()).isEqualTo(10);
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void shouldForgetBatchesOfRevokedPartition() {
        // Given
        watch.processed(GONE, new CommitLatencyTracker.Batch(10, 10, 0, 0));

        // When
        watch.look(Map.of(HERE, 0L), Duration.ofHours(1).toNanos(), 0);

        // Then
        assertThat(watch.isIdle()).isTrue();
        assertThat(timings.latencySeconds().counts()).containsOnly(0);
    }
}
