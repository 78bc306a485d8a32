package io.intentstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureDefect.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingSharesTest {
    private static final TrainingShares LARGE_SHOP =
            new TrainingShares(Map.of("brand", 0.1), Map.of("brand", 0.2), List.of("PURCHASE", "VIEW_ITEM"));

    @Test
    void shouldKnowShopsThatAreLikeAnyOfTheDataSets() {
        // Given
        TrainingShares noBrands =
                new TrainingShares(Map.of("brand", 1.0), Map.of("brand", 0.0), List.of("VIEW_CART", "VIEW_ITEM"));

        // When
        TrainingShares both = LARGE_SHOP.with(noBrands);

        // Then
        assertThat(both)
                .isEqualTo(new TrainingShares(
                        Map.of("brand", 1.0), Map.of("brand", 0.2), List.of("PURCHASE", "VIEW_CART", "VIEW_ITEM")));
    }

    @Test
    void shouldDistinguishMissingFromUnknownAndNotCounted() {
        assertThat(LARGE_SHOP.of(new FeatureDefect("brand", Kind.MISSING))).isEqualTo(0.1);
        assertThat(LARGE_SHOP.of(new FeatureDefect("brand", Kind.UNKNOWN))).isEqualTo(0.2);
        assertThat(LARGE_SHOP.of(new FeatureDefect("channel", Kind.MISSING))).isNaN();
    }
}
