package io.intentstream.offline.training.bundle;

import io.intentstream.core.event.BlankEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of two invented shoppers, who come for the first time and stay for one session each. They look like those of the
 * demo's simulated shop. They never change, so that cards of different bundles can be compared.
 */
final class SampleJourneys {
    private static final Instant START = Instant.parse("2025-01-06T12:00:00Z");
    private static final String CATEGORY = "electronics.headphones";

    private final List<ClickEvent> events = new ArrayList<>();
    private final String userId;
    private Instant time = START;
    private @Nullable Long dwellBefore;

    private SampleJourneys(String userId) {
        this.userId = userId;
    }

    /** From the home page to an order, and back to the home page. */
    static List<ClickEvent> purchase() {
        return new SampleJourneys("first-buyer")
                .add(EventType.PAGE_VIEW, "home", 6, event -> {})
                .add(EventType.SEARCH, "search", 9, event -> event.setQuery("headphones"))
                .add(EventType.VIEW_ITEM_LIST, "category", 13, event -> event.setCategoryId(CATEGORY))
                .add(EventType.VIEW_PROMOTION, "home", 4, event -> {})
                .add(EventType.VIEW_ITEM, "product", 24, SampleJourneys::firstProduct)
                .add(EventType.VIEW_ITEM, "product", 31, SampleJourneys::secondProduct)
                .add(EventType.ADD_TO_CART, "product", 7, event -> {
                    secondProduct(event);
                    event.setQuantity(1);
                })
                .add(EventType.VIEW_CART, "cart", 15, event -> {})
                .add(EventType.BEGIN_CHECKOUT, "checkout", 22, event -> {})
                .add(EventType.ADD_SHIPPING_INFO, "checkout", 30, event -> {})
                .add(EventType.ADD_PAYMENT_INFO, "checkout", 20, event -> {})
                .add(EventType.PURCHASE, "confirmation", 12, event -> {
                    secondProduct(event);
                    event.setQuantity(1);
                    event.setOrderId("first-order");
                    event.setValueMinor(event.getPriceMinor());
                })
                .add(EventType.PAGE_VIEW, "home", 6, event -> {})
                .events;
    }

    /** A product is added to the cart and removed again. */
    static List<ClickEvent> removal() {
        return new SampleJourneys("first-doubter")
                .add(EventType.VIEW_ITEM, "product", 24, SampleJourneys::firstProduct)
                .add(EventType.ADD_TO_CART, "product", 7, event -> {
                    firstProduct(event);
                    event.setQuantity(1);
                })
                .add(EventType.REMOVE_FROM_CART, "cart", 6, event -> {
                    firstProduct(event);
                    event.setQuantity(1);
                })
                .add(EventType.VIEW_ITEM, "product", 24, SampleJourneys::secondProduct)
                .events;
    }

    /** @param seconds time on the page until the next event */
    private SampleJourneys add(EventType type, String page, long seconds, Consumer<ClickEvent> details) {
        ClickEvent event = BlankEvent.create();
        event.setUserId(userId);
        event.setEventId(userId + "-" + events.size());
        event.setSessionId(userId);
        event.setEventTime(time);
        event.setEventType(type);
        event.setPageType(page);
        event.setChannel("web");
        event.setDwellMillis(dwellBefore);
        details.accept(event);
        events.add(event);
        time = time.plusSeconds(seconds);
        dwellBefore = seconds * 1000;
        return this;
    }

    private static void firstProduct(ClickEvent event) {
        product(event, "item-1487", "kestrel", 8_899);
    }

    private static void secondProduct(ClickEvent event) {
        product(event, "item-1502", "lumen", 6_499);
    }

    private static void product(ClickEvent event, String itemId, String brand, long priceMinor) {
        event.setItemId(itemId);
        event.setCategoryId(CATEGORY);
        event.setBrand(brand);
        event.setPriceMinor(priceMinor);
        event.setCurrency("EUR");
    }
}
