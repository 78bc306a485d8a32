package io.intentstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.EventBasket;
import io.intentstream.core.state.EventItem;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversionFeatureTest {
    private static final double EXACT = 1e-12;
    private final ConversionCounts counts = new ConversionCounts();
    private final History nothing = new History(EngineSettings.defaults());

    @Test
    void shouldComputeItsDefinition() {
        // Given: 10 views, 4 additions and 2 purchases in all, so that g_b is 0.2 and g_c is 0.4
        count(6, EventType.VIEW_ITEM, "boot", "shoes");
        count(1, EventType.ADD_TO_CART, "boot", "shoes");
        count(2, EventType.PURCHASE, "boot", "shoes");
        count(1, EventType.VIEW_ITEM, "sandal", "shoes");
        count(3, EventType.VIEW_ITEM, "cap", "hats");
        count(3, EventType.ADD_TO_CART, "cap", "hats");
        count(5, EventType.ADD_TO_WISHLIST, "boot", "shoes");
        count(5, EventType.VIEW_CART, "boot", "shoes");

        // When
        WindowEvent boot = event(EventType.VIEW_ITEM, "boot", "shoes");

        // Then
        assertThat(value(ConversionFeature.ITEM_POPULARITY, boot)).isCloseTo(Math.log(7), within(EXACT));
        assertThat(value(ConversionFeature.ITEM_BUY_RATE, boot)).isCloseTo(Math.log(6 / 26.0), within(EXACT));
        assertThat(value(ConversionFeature.ITEM_CART_RATE, boot)).isCloseTo(Math.log(9 / 26.0), within(EXACT));
        assertThat(value(ConversionFeature.CATEGORY_POPULARITY, boot)).isCloseTo(Math.log(8), within(EXACT));
        assertThat(value(ConversionFeature.CATEGORY_BUY_RATE, boot)).isCloseTo(Math.log(22 / 107.0), within(EXACT));
        assertThat(value(ConversionFeature.CATEGORY_CART_RATE, boot)).isCloseTo(Math.log(41 / 107.0), within(EXACT));
        assertThat(value(ConversionFeature.ITEM_IN_CATEGORY, boot)).isCloseTo(Math.log(7 / 8.0), within(EXACT));
    }

    @Test
    void shouldGiveUnknownProductTheMeanRate() {
        // Given
        count(10, EventType.VIEW_ITEM, "boot", "shoes");
        count(2, EventType.PURCHASE, "boot", "shoes");

        // When
        WindowEvent unknown = event(EventType.VIEW_ITEM, "kite", "toys");

        // Then
        assertThat(value(ConversionFeature.ITEM_POPULARITY, unknown)).isZero();
        assertThat(value(ConversionFeature.ITEM_BUY_RATE, unknown)).isCloseTo(Math.log(0.2), within(EXACT));
        assertThat(value(ConversionFeature.CATEGORY_BUY_RATE, unknown)).isCloseTo(Math.log(0.2), within(EXACT));
    }

    @Test
    void shouldMissWhatTheEventOrTheCountsDoNotName() {
        // Given: nothing was bought
        count(10, EventType.VIEW_ITEM, "boot", "shoes");

        // When
        WindowEvent onlyItem = event(EventType.VIEW_ITEM, "boot", null);
        WindowEvent onlyCategory = event(EventType.VIEW_ITEM_LIST, null, "shoes");

        // Then
        assertThat(value(ConversionFeature.ITEM_POPULARITY, onlyItem)).isCloseTo(Math.log(11), within(EXACT));
        assertThat(value(ConversionFeature.CATEGORY_POPULARITY, onlyItem)).isNaN();
        assertThat(value(ConversionFeature.ITEM_IN_CATEGORY, onlyItem)).isNaN();
        assertThat(value(ConversionFeature.CATEGORY_POPULARITY, onlyCategory)).isCloseTo(Math.log(11), within(EXACT));
        assertThat(value(ConversionFeature.ITEM_POPULARITY, onlyCategory)).isNaN();
        assertThat(value(ConversionFeature.ITEM_IN_CATEGORY, onlyCategory)).isNaN();
        assertThat(value(ConversionFeature.ITEM_BUY_RATE, onlyItem)).isNaN();
    }

    @Test
    void shouldCountAndReadEachProductOfAnEvent() {
        // Given
        count(2, EventType.VIEW_ITEM, "boot", "shoes");
        counts.add(basket(new EventItem("boot", "shoes", null, -1, 3), new EventItem("cap", "hats", null, -1, 1)));

        // When
        WindowEvent checkout = basket(
                new EventItem("boot", "shoes", null, -1, 1),
                new EventItem(null, "hats", null, -1, 1),
                new EventItem("kite", null, null, -1, 1));

        // Then: two purchases, whatever the quantity, on two views; means over the products that have a value
        double boot = Math.log((1 + 20) / 22.0);
        assertThat(value(ConversionFeature.ITEM_BUY_RATE, checkout)).isCloseTo(boot / 2, within(EXACT));
        assertThat(value(ConversionFeature.ITEM_POPULARITY, checkout)).isCloseTo(Math.log(3) / 2, within(EXACT));
        assertThat(value(ConversionFeature.CATEGORY_POPULARITY, checkout)).isCloseTo(Math.log(3) / 2, within(EXACT));
    }

    @Test
    void shouldNormaliseFeatureOfTable() {
        // Given
        count(6, EventType.VIEW_ITEM, "boot", "shoes");
        FeatureSpec spec = new FeatureSpec(List.of(new FeatureSpec.Numeric("item_popularity", 1, 2)), List.of());
        FeatureSet features = new FeatureSet(spec, new ConversionTable(counts));

        // When
        FeatureVector vector = features.of(nothing, event(EventType.VIEW_ITEM, "boot", "shoes"));

        // Then
        assertThat(vector.numeric()).containsExactly((float) ((Math.log(7) - 1) / 2));
    }

    @Test
    void shouldNameFeatureThatHasNoTable() {
        // Given
        FeatureSpec spec = new FeatureSpec(List.of(new FeatureSpec.Numeric("item_popularity", 1, 2)), List.of());

        // When // Then
        assertThatThrownBy(() -> new FeatureSet(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("item_popularity");
    }

    private double value(ConversionFeature feature, WindowEvent event) {
        return feature.from(new ConversionTable(counts)).of(nothing, event);
    }

    private void count(int times, EventType type, String item, String category) {
        for (int i = 0; i < times; i++) {
            counts.add(event(type, item, category));
        }
    }

    private static WindowEvent event(EventType type, @Nullable String item, @Nullable String category) {
        return new WindowEvent(1, 0, type, item, category, null, -1, null, 1, -1, null, null);
    }

    private static WindowEvent basket(EventItem... items) {
        return new WindowEvent(
                2,
                0,
                EventType.PURCHASE,
                null,
                "shoes",
                null,
                -1,
                null,
                1,
                -1,
                null,
                null,
                Map.of(),
                new EventBasket(List.of(items), 0, -1));
    }
}
