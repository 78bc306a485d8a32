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
        DecayedAffinities affinities = new DecayedAffinities(4, HALF_LIFE);

        // When
        affinities.add("old", 8, 0);
        affinities.add("new", 2, 3000);

        // Then
        assertThat(affinities.scaledWeight(0) * affinities.decay(3000)).isCloseTo(1, within(1e-12));
        assertThat(affinities.scaledWeight(1) * affinities.decay(3000)).isCloseTo(2, within(1e-12));
        assertThat(affinities.share("old")).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(affinities.name(affinities.strongest())).isEqualTo("new");
    }

    @Test
    void shouldStayFiniteOverThousandsOfHalfLives() {
        // Given
        DecayedAffinities affinities = new DecayedAffinities(4, HALF_LIFE);

        // When
        for (int i = 0; i <= 10_000; i++) {
            affinities.add("a", 1, i * 1000L);
            affinities.add("b", 1, i * 1000L);
        }

        // Then: 1 + 1/2 + 1/4 + …
        assertThat(affinities.scaledWeight(0) * affinities.decay(10_000_000)).isCloseTo(2, within(1e-9));
        assertThat(affinities.share("a")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void shouldEvictWeakestWhenFull() {
        // Given
        DecayedAffinities affinities = new DecayedAffinities(2, HALF_LIFE);
        affinities.add("strong", 5, 0);
        affinities.add("weak", 1, 0);

        // When
        affinities.add("middling", 3, 0);
        affinities.add("faint", 0.5, 0);

        // Then
        assertThat(affinities.size()).isEqualTo(2);
        assertThat(affinities.share("middling")).isCloseTo(3 / 8.0, within(1e-12));
        assertThat(affinities.share("weak")).isZero();
        assertThat(affinities.share("faint")).isZero();
    }

    @Test
    void shouldReturnStrongestInOrder() {
        // Given
        DecayedAffinities affinities = new DecayedAffinities(8, HALF_LIFE);
        double[] weights = {3, 9, 1, 7, 5};
        for (int i = 0; i < weights.length; i++) {
            affinities.add("n" + (int) weights[i], weights[i], 0);
        }

        // When
        int[] strongest = new int[3];
        int found = affinities.strongest(strongest);

        // Then
        assertThat(found).isEqualTo(3);
        assertThat(Arrays.stream(strongest).mapToObj(affinities::name)).containsExactly("n9", "n7", "n5");
    }
}
