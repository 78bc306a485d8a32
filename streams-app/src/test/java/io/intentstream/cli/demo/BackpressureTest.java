package io.intentstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackpressureTest {

    private final Backpressure lead = new Backpressure();
    private final long start = System.nanoTime() + Duration.ofSeconds(1).toNanos();

    @Test
    void shouldAllowHalfASecondOfEngineThroughput() {
        // Given
        lead.allows(0, 0, start);

        // When
        boolean fewer = lead.allows(9_999, 20_000, start + Duration.ofSeconds(1).toNanos());
        boolean more = lead.allows(10_000, 20_000, start + Duration.ofSeconds(1).toNanos());

        // Then
        assertThat(fewer).isTrue();
        assertThat(more).isFalse();
    }

    @Test
    void shouldAllowSomeEventsBeforeEngineHasProcessedAny() {
        // When
        boolean first = lead.allows(0, 0, start);
        boolean tooMany = lead.allows(500, 0, start + Duration.ofSeconds(1).toNanos());

        // Then
        assertThat(first).isTrue();
        assertThat(tooMany).isFalse();
    }
}
