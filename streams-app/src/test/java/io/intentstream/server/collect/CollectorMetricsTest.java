package io.intentstream.server.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.event.EventValidator;
import io.intentstream.wire.format.Mapping;
import io.intentstream.wire.format.SegmentReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CollectorMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CollectorMetrics metrics = new CollectorMetrics(registry, new InFlightBytes(1));

    /** Two events, one message that is skipped, and two that are rejected. */
    private static Received received() {
        byte[] body = """
                {"batch":[{"type":"page","userId":"a"},{"type":"page","userId":"b"},{"type":"group","userId":"c"},1,2]}""".getBytes(UTF_8);
        return Received.of(
                new SegmentReader(Mapping.NONE),
                new EventValidator(EventValidator.DEFAULT_MAX_FUTURE),
                Endpoint.BATCH,
                Payload.parse(Endpoint.BATCH, body),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private double messages(String outcome, String reason) {
        return registry.counter("intentstream.collector.messages", "outcome", outcome, "reason", reason)
                .count();
    }

    @Test
    void shouldCountEveryMessageOnceWhenKafkaTakesTheRequestAtTheSecondTry() {
        // When
        metrics.notTaken(received());
        metrics.taken(received());

        // Then
        assertThat(messages("failed", "")).isEqualTo(2);
        assertThat(messages("accepted", "")).isEqualTo(2);
        assertThat(messages("skipped", "")).isEqualTo(1);
        assertThat(messages("rejected", "UNDECODABLE")).isEqualTo(2);
        assertThat(registry.summary("intentstream.collector.batch.messages").totalAmount())
                .isEqualTo(5);
    }
}
