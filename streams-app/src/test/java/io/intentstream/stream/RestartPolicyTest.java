package io.intentstream.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.kafka.KafkaErrorExplainer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final RestartPolicy restarts = new RestartPolicy(() -> now);

    @Test
    void shouldReplaceThreadThatDiesOccasionally() {
        // Given
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofMinutes(6));

            // When / Then
            assertThat(restarts.handle(failure())).isEqualTo(REPLACE_THREAD);
        }
        assertThat(restarts.fatal()).isEmpty();
    }

    @Test
    void shouldStopWithCauseWhenThreadsKeepDying() {
        // Given
        for (int i = 0; i < 3; i++) {
            assertThat(restarts.handle(failure())).isEqualTo(REPLACE_THREAD);
        }

        // When
        var response = restarts.handle(failure());

        // Then
        assertThat(response).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(restarts.fatal())
                .hasValueSatisfying(cause -> assertThat(cause)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the cause"));
    }

    @Test
    void shouldStopImmediatelyOnJvmError() {
        // Given
        StreamsException failure = new StreamsException("thread died", new OutOfMemoryError("heap"));

        // When
        var response = restarts.handle(failure);

        // Then
        assertThat(response).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(restarts.fatal()).isPresent();
    }

    @Test
    void shouldStopImmediatelyWithoutPositionInItsInput() {
        // Given
        StreamsException failure = new StreamsException(
                "thread died", new NoOffsetForPartitionException(List.of(new TopicPartition("clickstream", 0))));

        // When
        var response = restarts.handle(failure);

        // Then
        assertThat(response).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(restarts.fatal())
                .hasValueSatisfying(cause -> assertThat(KafkaErrorExplainer.of(cause))
                        .hasValueSatisfying(told -> assertThat(told).contains("auto.offset.reset", "clickstream-0")));
    }

    @Test
    void shouldIgnoreDyingThreadWhileStopping() {
        // Given
        restarts.stopping();

        // When
        var response = restarts.handle(failure());

        // Then
        assertThat(response).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(restarts.fatal()).isEmpty();
    }

    private static StreamsException failure() {
        return new StreamsException("thread died", new IllegalStateException("the cause"));
    }
}
