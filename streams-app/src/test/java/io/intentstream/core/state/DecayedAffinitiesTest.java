package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecayedAffinitiesTest {
    private static final double HALF_LIFE = 1000;

    @Test
    void shouldHalveEveryHalfLife() {
        // Given
        DecayedAffinities leanings = new DecayedAffinities(4, HALF_LIFE);

        // When
        leanings.add("old", 8, 0);
        leanings.add("new", 2, 3000);

        // Then
        assertThat(leanings.scaledWeight(0) * leanings.decay(3000)).isCloseTo(1, within(1e-12));
        assertThat(leanings.scaledWeight(1) * leanings.decay(3000)).isCloseTo(2, within(1e-12));
        assertThat(leanings.share("old")).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(leanings.name(leanings.strongest())).isEqualTo("new");
    }

    @Test
    void shouldStayFiniteOverThousandsOfHalfLives() {
        // Given
        DecayedAffinities leanings = new DecayedAffinities(4, HALF_LIFE);

        // When
        for (int i = 0; i <= 10_000; i++) {
            leanings.add("a", 1, i * 1000L);
            leanings.add("b", 1, i * 1000L);
        }

        // Then: 1 + 1/2 + 1/4 + …
        assertThat(leanings.scaledWeight(0) * leanings.decay(10_000_000)).isCloseTo(2, within(1e-9));
        assertThat(leanings.share("a")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void shouldLetTheWeakestMakeRoom() {
        // Given
        DecayedAffinities leanings = new DecayedAffinities(2, HALF_LIFE);
        leanings.add("strong", 5, 0);
        leanings.add("weak", 1, 0);

        // When
        leanings.add("middling", 3, 0);
        leanings.add("faint", 0.5, 0);

        // Then
        assertThat(leanings.size()).isEqualTo(2);
        assertThat(leanings.share("middling")).isCloseTo(3 / 8.0, within(1e-12));
        assertThat(leanings.share("weak")).isZero();
        assertThat(leanings.share("faint")).isZero();
    }

    @Test
    void shouldOrderTheStrongest() {
        // Given
        DecayedAffinities leanings = new DecayedAffinities(8, HALF_LIFE);
        double[] weights = {3, 9, 1, 7, 5};
        for (int i = 0; i < weights.length; i++) {
            leanings.add("n" + (int) weights[i], weights[i], 0);
        }

        // When
        int[] strongest = new int[3];
        int found = leanings.strongest(strongest);

        // Then
        assertThat(found).isEqualTo(3);
        assertThat(Arrays.stream(strongest).mapToObj(leanings::name)).containsExactly("n9", "n7", "n5");
    }
}
