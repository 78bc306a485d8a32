package io.intentstream.offline.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusteredShareTest {

    @Test
    void shouldEqualBinomialIntervalWhenEachUserHasOneObservation() {
        // Given
        ClusteredShare share = new ClusteredShare();

        // When
        for (int user = 0; user < 1000; user++) {
            share.add(user < 300 ? 1 : 0, 1);
        }

        // Then
        assertThat(share.value()).isEqualTo(0.3);
        assertThat(share.margin()).isCloseTo(1.96 * Math.sqrt(0.3 * 0.7 / 999), within(1e-12));
    }

    @Test
    void shouldWidenIntervalWhenObservationsOfAUserAreCorrelated() {
        // Given
        ClusteredShare alike = new ClusteredShare();

        // When: ten equal observations per user
        for (int user = 0; user < 1000; user++) {
            alike.add(user < 300 ? 10 : 0, 10);
        }

        // Then: ten times as many observations give no more information
        assertThat(alike.whole()).isEqualTo(10_000);
        assertThat(alike.margin()).isCloseTo(1.96 * Math.sqrt(0.3 * 0.7 / 999), within(1e-12));
    }

    /** Draws many samples of users from a population whose share is known. */
    @Test
    void shouldCoverTrueShareInNineteenOfTwentySamples() {
        // Given
        Random random = new Random(7);
        int held = 0;

        // When
        for (int drawing = 0; drawing < 1000; drawing++) {
            ClusteredShare share = new ClusteredShare();
            for (int user = 0; user < 500; user++) {
                int whole = random.nextInt(6);
                int part = random.nextDouble() < 0.4 ? (whole + 1) / 2 : 0;
                share.add(part, whole);
            }
            // 0.4 * (0+1+1+2+2+3) / (0+1+2+3+4+5)
            held += Math.abs(share.value() - 0.4 * 9 / 15) <= share.margin() ? 1 : 0;
        }

        // Then
        assertThat(held).isBetween(930, 970);
    }

    @Test
    void shouldHaveNoIntervalWithoutVariation() {
        // Given
        ClusteredShare none = new ClusteredShare();
        ClusteredShare one = new ClusteredShare();
        ClusteredShare all = new ClusteredShare();

        // When
        none.add(0, 0);
        one.add(1, 2);
        all.add(1, 1);
        all.add(2, 2);

        // Then
        assertThat(none.value()).isNaN();
        assertThat(none.margin()).isNaN();
        assertThat(one.margin()).isNaN();
        assertThat(all.value()).isEqualTo(1);
        assertThat(all.margin()).isNaN();
    }
}
