package io.intentstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.EventBasket;
import io.intentstream.core.state.EventItem;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a model reads of an event of several products: the mean over the products that have the feature. */
class BasketFeaturesTest {
    private final History history = new History(EngineSettings.defaults());

    @BeforeEach
    void addShoeToCart() {
        WindowEvent added =
                new WindowEvent(1, 0, EventType.ADD_TO_CART, "shoe", "shoes", "acme", 500, "EUR", 1, -1, null, null);
        history.begin(added);
        history.apply(added);
    }

    private double valueOf(NumericFeature feature, EventItem... items) {
        WindowEvent event = new WindowEvent(
                2,
                1000,
                EventType.BEGIN_CHECKOUT,
                null,
                "hats",
                null,
                -1,
                "EUR",
                1,
                -1,
                null,
                null,
                Map.of(),
                new EventBasket(List.of(items), 0, -1));
        history.begin(event);
        return feature.value(history, event);
    }

    private static EventItem item(String item, String category, long price) {
        return new EventItem(item, category, null, price, 1);
    }

    @Test
    void shouldTellWhichPartOfProductsIsInCart() {
        // When
        double inCart =
                valueOf(NumericFeature.IN_CART, item("shoe", null, -1), item("hat", null, -1), item(null, "hats", -1));

        // Then
        assertThat(inCart).isEqualTo(0.5);
    }

    @Test
    void shouldReadMeanOfLogPrices() {
        // When
        double price =
                valueOf(NumericFeature.LOG_PRICE, item("a", null, 100), item("b", null, -1), item("c", null, 400));

        // Then
        assertThat(price).isCloseTo(Math.log(200), within(1e-9));
    }

    @Test
    void shouldReadMeanOfAffinities() {
        // When
        double affinity = valueOf(
                NumericFeature.CATEGORY_AFFINITY, item("a", "shoes", 100), item("b", "hats", 1), item("c", "hats", 1));

        // Then
        assertThat(affinity).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void shouldMissFeatureThatNoProductHas() {
        // When
        double price = valueOf(NumericFeature.LOG_PRICE, item("a", null, -1), item("b", null, -1));

        // Then
        assertThat(price).isNaN();
    }
}
