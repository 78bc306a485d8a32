package io.intentstream.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CropTest {

    @Test
    void shouldHideTheLastEvents() {
        // When // Then
        assertThat(new Crop(1).lastVisible(6, 6)).isEqualTo(4);
        assertThat(new Crop(5).lastVisible(6, 6)).isZero();
    }

    @Test
    void shouldShowNoEventOfASessionNotLongerThanTheCrop() {
        // When // Then
        assertThat(new Crop(5).lastVisible(5, 5)).isNegative();
        assertThat(new Crop(10).lastVisible(5, 5)).isNegative();
    }

    @Test
    void shouldEndBeforeTheFirstPurchaseForCropZeroOnly() {
        // Given: the third of six events is a purchase
        int end = 2;

        // When // Then
        assertThat(new Crop(0).lastVisible(6, end)).isEqualTo(1);
        assertThat(new Crop(1).lastVisible(6, end)).isEqualTo(4);
    }

    @Test
    void shouldShowNothingAtCropZeroOfASessionThatBeginsWithAPurchase() {
        // When // Then
        assertThat(new Crop(0).lastVisible(6, 0)).isNegative();
    }

    @Test
    void shouldNameThePublishedCrops() {
        // When // Then
        assertThat(Crop.PUBLISHED).extracting(Crop::id).containsExactly("crop0", "crop1", "crop5", "crop10");
        assertThat(new Crop(5).title()).isEqualTo("crop 5");
    }
}
