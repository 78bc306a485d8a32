package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AudienceRoutesTest {
    private static final long WALL_CLOCK = 1_700_000_000_000L;

    @Test
    void shouldTakeTheWallClockOnlyWhileEventsAreOfThePresent() {
        // Given
        long minutesAgo = WALL_CLOCK - Duration.ofMinutes(50).toMillis();
        long yearsAgo = WALL_CLOCK - Duration.ofDays(3000).toMillis();

        // When / Then
        assertThat(AudienceRoutes.now(minutesAgo, WALL_CLOCK)).isEqualTo(WALL_CLOCK);
        assertThat(AudienceRoutes.now(yearsAgo, WALL_CLOCK)).isEqualTo(yearsAgo);
        assertThat(AudienceRoutes.now(WALL_CLOCK + 7, WALL_CLOCK)).isEqualTo(WALL_CLOCK + 7);
    }
}
