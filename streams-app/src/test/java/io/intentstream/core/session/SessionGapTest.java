package io.intentstream.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionGapTest {
    private static final long[] TIMES = {0, 1_000, 2_000, 3_001, 3_001, 9_000};

    private final SessionGap gap = SessionGap.of(Duration.ofSeconds(1));

    @Test
    void shouldEndASessionAfterMoreThanTheGap() {
        // When // Then
        assertThat(gap.separates(5_000, 6_000)).isFalse();
        assertThat(gap.separates(5_000, 6_001)).isTrue();
        assertThat(gap.separates(5_000, 5_000)).isFalse();
    }

    @Test
    void shouldCutOffSessionThatMayGoOnAfterTheRecording() {
        // When // Then
        assertThat(gap.isCutOff(5_000, 5_999)).isTrue();
        assertThat(gap.isCutOff(5_000, 6_000)).isFalse();
    }

    @Test
    void shouldFindTheFirstEventOfASession() {
        // When // Then
        assertThat(gap.sessionStart(TIMES, 0)).isZero();
        assertThat(gap.sessionStart(TIMES, 2)).isZero();
        assertThat(gap.sessionStart(TIMES, 4)).isEqualTo(3);
        assertThat(gap.sessionStart(TIMES, 5)).isEqualTo(5);
    }

    @Test
    void shouldReturnTheFirstEventOfEachEventsSession() {
        // When // Then
        assertThat(gap.sessionStarts(TIMES)).containsExactly(0, 0, 0, 3, 3, 5);
        assertThat(gap.sessionStarts(new long[0])).isEmpty();
    }
}
