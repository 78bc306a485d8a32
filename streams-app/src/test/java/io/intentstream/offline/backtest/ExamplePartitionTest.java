package io.intentstream.offline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExamplePartitionTest {
    private static final Horizon HORIZON = new Horizon.Within(Duration.ofHours(2), Histories.GAP);
    private static final Instant VALIDATION = Histories.START.plus(Duration.ofHours(10));
    private static final Instant TEST = Histories.START.plus(Duration.ofHours(20));

    @Test
    void shouldNotTrainOnEventsOfLaterPartition() {
        // Given
        UserHistory user = Histories.of("u", HORIZON, Duration.ofDays(3), "view@479=0", "view@481=0", "view@601=0");

        // When
        ExamplePartition partition = new ExamplePartition.ByTime(VALIDATION, TEST, Duration.ofHours(2));

        // Then
        assertThat(partition.of(user, 0, 0)).contains(ExamplesPart.TRAINING);
        assertThat(partition.of(user, 1, 1)).isEmpty();
        assertThat(partition.of(user, 2, 2)).contains(ExamplesPart.VALIDATION);
    }

    @Test
    void shouldTrainUpToBoundaryWhenLabelsEndWithTheSession() {
        // Given
        UserHistory user = Histories.of("u", HORIZON, Duration.ofDays(3), "view@590=0", "view@599=0");

        // When
        ExamplePartition partition = new ExamplePartition.ByTime(VALIDATION, TEST, Duration.ZERO);

        // Then
        assertThat(partition.of(user, 0, 1)).contains(ExamplesPart.TRAINING);
    }
}
