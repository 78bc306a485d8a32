package io.intentstream.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CropTest {

    @Test
    void shouldCountBackFromTheOutcome() {
        // When // Then: six events precede the first purchase, or the session's end
        assertThat(new Crop(0).lastVisible(6)).isEqualTo(5);
        assertThat(new Crop(1).lastVisible(6)).isEqualTo(4);
        assertThat(new Crop(5).lastVisible(6)).isZero();
    }

    @Test
    void shouldShowNoEventOfASessionNotLongerThanTheCrop() {
        // When // Then
        assertThat(new Crop(5).lastVisible(5)).isNegative();
        assertThat(new Crop(0).lastVisible(0)).isNegative();
    }

    @Test
    void shouldNameThePublishedCrops() {
        // When // Then
        assertThat(Crop.PUBLISHED).extracting(Crop::id).containsExactly("crop0", "crop1", "crop5", "crop10");
        assertThat(new Crop(0).title()).isEqualTo("before purchase (crop 0)");
        assertThat(new Crop(5).title()).isEqualTo("crop 5");
    }
}
