package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTimeWatermarkTest {

    @Test
    void shouldAdvanceWhenSecondUserReachesATime() {
        // Given
        EventTimeWatermark clock = new EventTimeWatermark();

        // When
        clock.advance("ann", 100);
        clock.advance("bob", 150);
        clock.advance("ann", 130);

        // Then
        assertThat(clock.now()).isEqualTo(130);
    }

    @Test
    void shouldNotAdvanceForOneUser() {
        // Given
        EventTimeWatermark clock = new EventTimeWatermark();
        clock.advance("ann", 100);
        clock.advance("bob", 110);

        // When
        clock.advance("bob", 5_000);
        clock.advance("bob", 9_000);

        // Then
        assertThat(clock.now()).isEqualTo(100);
    }

    @Test
    void shouldNeverGoBack() {
        // Given
        EventTimeWatermark clock = new EventTimeWatermark();
        clock.advance("ann", 100);
        clock.advance("bob", 110);

        // When
        clock.advance("cid", 20);

        // Then
        assertThat(clock.now()).isEqualTo(100);
    }
}
