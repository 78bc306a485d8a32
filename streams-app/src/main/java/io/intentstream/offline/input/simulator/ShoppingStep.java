package io.intentstream.offline.input.simulator;

import io.intentstream.schema.EventType;
import org.jspecify.annotations.Nullable;

/** A step of a session: its event, its page and the time spent there. */
enum ShoppingStep {
    ARRIVE(EventType.PAGE_VIEW, "home", 6),
    SEE_PROMOTION(EventType.VIEW_PROMOTION, "home", 4),
    FOLLOW_PROMOTION(EventType.SELECT_PROMOTION, "home", 2),
    SEARCH(EventType.SEARCH, "search", 9),
    LIST(EventType.VIEW_ITEM_LIST, "category", 13),
    SELECT(EventType.SELECT_ITEM, "category", 1),
    VIEW(EventType.VIEW_ITEM, "product", 24),
    WISH(EventType.ADD_TO_WISHLIST, "product", 6),
    ADD(EventType.ADD_TO_CART, "product", 7),
    SEE_CART(EventType.VIEW_CART, "cart", 15),
    REMOVE(EventType.REMOVE_FROM_CART, "cart", 6),
    CHECKOUT(EventType.BEGIN_CHECKOUT, "checkout", 22),
    SHIPPING(EventType.ADD_SHIPPING_INFO, "checkout", 30),
    PAYMENT(EventType.ADD_PAYMENT_INFO, "checkout", 20),
    PURCHASE(EventType.PURCHASE, "confirmation", 1),
    LEAVE(null, "", 0);

    private static final double DWELL_SIGMA = 0.8;
    private static final long LONGEST_DWELL_MILLIS = 20 * 60_000; // a longer one would end the session

    private final @Nullable EventType event;
    private final String page;
    private final double medianSeconds;

    ShoppingStep(@Nullable EventType event, String page, double medianSeconds) {
        this.event = event;
        this.page = page;
        this.medianSeconds = medianSeconds;
    }

    /** The event of the step; leaving has none. */
    EventType event() {
        if (event == null) {
            throw new IllegalStateException(this + " has no event");
        }
        return event;
    }

    String page() {
        return page;
    }

    /** Whether the step is about the product that the shopper looks at. */
    boolean concernsProduct() {
        return switch (this) {
            case SELECT, VIEW, WISH, ADD -> true;
            default -> false;
        };
    }

    /** Whether the step is about a category, with or without a product. */
    boolean concernsCategory() {
        return this == LIST || concernsProduct();
    }

    /** Milliseconds until the next step. */
    long dwellMillis(double pace, RandomStream random) {
        double millis = random.logNormal(medianSeconds * pace * 1000, DWELL_SIGMA);
        return Math.min(LONGEST_DWELL_MILLIS, Math.max(100, Math.round(millis)));
    }
}
