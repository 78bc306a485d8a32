package io.intentstream.server.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void shouldKeepTimesOfAClientWhoseClockIsRight() {
        // Given
        Instant sent = RECEIVED.minusSeconds(9);
        Instant time = RECEIVED.minusSeconds(3_600);

        // When
        Instant corrected = ClockSkew.correct(time, sent, RECEIVED);

        // Then
        assertThat(corrected).isEqualTo(time);
    }

    @Test
    void shouldMoveTimesOfAClientWhoseClockIsAheadOrBehind() {
        // Given
        Instant ahead = RECEIVED.plusSeconds(86_400);
        Instant behind = Instant.parse("1970-01-01T00:10:00Z");

        // When
        Instant ofAhead = ClockSkew.correct(ahead.minusSeconds(60), ahead, RECEIVED);
        Instant ofBehind = ClockSkew.correct(behind.minusSeconds(60), behind, RECEIVED);

        // Then
        assertThat(ofAhead).isEqualTo(RECEIVED.minusSeconds(60));
        assertThat(ofBehind).isEqualTo(RECEIVED.minusSeconds(60));
    }

    @Test
    void shouldKeepTimeThatTheClientCannotHaveReadFromItsClock() {
        // Given
        Instant sent = RECEIVED.minusSeconds(86_400);
        Instant time = sent.plusSeconds(11);

        // When
        Instant corrected = ClockSkew.correct(time, sent, RECEIVED);

        // Then
        assertThat(corrected).isEqualTo(time);
    }
}
