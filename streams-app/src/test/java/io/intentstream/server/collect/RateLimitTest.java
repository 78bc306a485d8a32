package io.intentstream.server.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000;

    private final RateLimit limit = new RateLimit(100);

    @Test
    void shouldAdmitRateOnAverageAndSayHowLongToWait() {
        // Given
        assertThat(limit.refusal("a", 350, 0)).isEmpty();

        // When
        long wait = limit.refusal("a", 1, 0).orElseThrow();

        // Then
        assertThat(wait).isEqualTo(3);
        assertThat(limit.refusal("a", 1, 2 * SECOND)).isPresent();
        assertThat(limit.refusal("a", 1, 3 * SECOND)).isEmpty();
    }

    @Test
    void shouldLimitEachKeyByItself() {
        // Given
        limit.refusal("a", 1_000, 0);

        // When
        boolean other = limit.refusal("b", 1, 0).isPresent();

        // Then
        assertThat(other).isFalse();
        assertThat(limit.refusal("a", 1, 0)).isPresent();
    }

    @Test
    void shouldNotSaveUpMoreThanOneSecond() {
        // Given
        limit.refusal("a", 1, 0);

        // When
        limit.refusal("a", 100, 1_000 * SECOND);

        // Then
        assertThat(limit.refusal("a", 1, 1_000 * SECOND)).isPresent();
    }
}
