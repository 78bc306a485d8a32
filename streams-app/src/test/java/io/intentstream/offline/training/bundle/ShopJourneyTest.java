package io.intentstream.offline.training.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.event.Validation;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.wire.format.Mapping;
import io.intentstream.wire.format.SegmentReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whether the shipped bundle scores what someone does at {@code /shop} believably. These messages are those of {@code shop.js}.
 * They differ from the simulator's events: cart and checkout name their products, and only page views have a page type.
 */
class ShopJourneyTest {
    private static final String BUNDLE = System.getProperty("bundle", "../model-artifacts/shop-intent/2");
    private static final Instant START = Instant.parse("2025-01-06T12:00:00Z");
    private static final String PRODUCT = """
            "product_id": "novel-rain", "category": "books.novel", "brand": "harbour", "price": 18.0, "quantity": 1""";
    private static final String OTHER_PRODUCT = """
            "product_id": "novel-letters", "category": "books.novel", "brand": "juniper", "price": 12.5, "quantity": 1""";
    private static final String IN_EUROS = ", \"currency\": \"EUR\"";
    private static final String BASKET = """
            "currency": "EUR", "value": 18.0, "products": [{%s}]""".formatted(PRODUCT);

    @Test
    void shouldKeepTheRulesOfAJourneyInTheDemosShop() {
        // Given
        List<ClickEvent> purchase = new ShopMessages()
                .page()
                .track("Products Searched", 8, "\"query\": \"rain\"")
                .track(
                        "Product List Viewed",
                        11,
                        "\"list_id\": \"books.novel\", \"category\": \"books.novel\", \"currency\": \"EUR\","
                                + "\"products\": [{%s}, {%s}]".formatted(PRODUCT, OTHER_PRODUCT))
                .track("Product Clicked", 9, OTHER_PRODUCT + IN_EUROS)
                .track("Product Viewed", 0, OTHER_PRODUCT + IN_EUROS)
                .track("Product Clicked", 20, PRODUCT + IN_EUROS)
                .track("Product Viewed", 0, PRODUCT + IN_EUROS)
                .track("Product Added", 17, PRODUCT + IN_EUROS)
                .track("Cart Viewed", 5, BASKET)
                .track("Checkout Started", 10, BASKET)
                .track("Checkout Step Completed", 12, "\"step\": 1, \"shipping_method\": \"To the door, in two days\"")
                .track("Payment Info Entered", 15, "\"payment_method\": \"Invoice\"")
                .track("Order Completed", 0, "\"order_id\": \"F1\", \"total\": 18.0, " + BASKET)
                .page()
                .events;
        List<ClickEvent> removal = new ShopMessages()
                .track("Product Viewed", 0, PRODUCT + IN_EUROS)
                .track("Product Added", 14, PRODUCT + IN_EUROS)
                .track("Cart Viewed", 6, BASKET)
                .track("Product Removed", 9, PRODUCT + IN_EUROS)
                .events;

        // When
        ScoredJourney journey;
        try (IntentModel model = ModelBundle.load(Path.of(BUNDLE))) {
            journey = ScoredJourney.of(model, purchase, removal);
        }

        // Then
        assertThat(journey.broken()).as(String.join("\n", journey.lines())).isEmpty();
    }

    /** What the shop's tracker sends, as the collector reads it. */
    private static final class ShopMessages {
        private final SegmentReader reader = new SegmentReader(Mapping.NONE);
        private final List<ClickEvent> events = new ArrayList<>();
        private Instant time = START;

        ShopMessages page() {
            return add(10, "\"type\": \"page\", \"name\": \"home\", \"properties\": {}");
        }

        /** @param seconds time since the message before */
        ShopMessages track(String event, long seconds, String properties) {
            return add(
                    seconds,
                    "\"type\": \"track\", \"event\": \"%s\", \"properties\": {%s}".formatted(event, properties));
        }

        private ShopMessages add(long seconds, String content) {
            time = time.plusSeconds(seconds);
            byte[] message = "{%s, \"messageId\": \"m%d\", \"userId\": \"you\", \"timestamp\": \"%s\"}"
                    .formatted(content, events.size(), time)
                    .getBytes(UTF_8);
            ClickEvent event = ((Validation.Accepted) reader.read(message, 0, message.length)).event();
            assertThat(event.getEventType()).isNotEqualTo(EventType.OTHER);
            events.add(event);
            return this;
        }
    }
}
