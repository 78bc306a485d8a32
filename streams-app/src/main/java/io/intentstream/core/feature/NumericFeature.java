package io.intentstream.core.feature;

import io.intentstream.core.state.Cart;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The catalogue of numeric features. Each is a function of the event and of the history before it ({@link
 * History#begin} called, so {@code session()} is the visit to which the event belongs, without it). NaN means missing;
 * {@link FeatureSet} turns it into the training mean. Manifests name a feature in lower case: {@code log_interval}.
 */
public enum NumericFeature {
    /** ln(1 + seconds since the event before in this visit); missing for a visit's first event. */
    LOG_INTERVAL((h, c) -> inSession(h) ? log1p(seconds(c.time() - h.lastSeen())) : Double.NaN),

    /**
     * ln(1 + seconds on the page before), as the client measured it or else the interval; missing for a visit's first
     * event.
     */
    LOG_DWELL((h, c) -> {
        if (c.dwellMillis() >= 0) {
            return log1p(seconds(c.dwellMillis()));
        }
        return inSession(h) ? log1p(seconds(c.time() - h.lastSeen())) : Double.NaN;
    }),

    /** ln(1 + seconds since the visit began). */
    LOG_SESSION_TIME(
            (h, c) -> inSession(h) ? log1p(seconds(c.time() - h.session().startedAt())) : 0),

    /** ln(1 + seconds of the shortest time between two events of this visit before); missing before its third event. */
    FASTEST_STEP((h, c) -> h.session().fastestStepMillis() < 0 || !inSession(h)
            ? Double.NaN
            : log1p(seconds(h.session().fastestStepMillis()))),

    /** ln(1 + seconds of the longest time between two events of this visit, this one included); missing for its first. */
    SLOWEST_STEP((h, c) -> inSession(h)
            ? log1p(seconds(Math.max(h.session().slowestStepMillis(), c.time() - h.lastSeen())))
            : Double.NaN),

    /** Mean seconds between the events of this visit, this one included, as ln(1 + x); missing for its first event. */
    MEAN_STEP((h, c) -> inSession(h)
            ? log1p(seconds(c.time() - h.session().startedAt()) / h.session().events())
            : Double.NaN),

    /** ln(1 + events on this kind of page in this visit before); missing when the event names no page. */
    PAGE_REPEATS((h, c) -> pages(c, h.session().pages().count(c.pageType()))),

    /** 1 when the event before in this visit was on the same kind of page, else 0; missing when this one names none. */
    SAME_PAGE((h, c) -> c.pageType() == null ? Double.NaN : onSamePage(h, c) ? 1 : 0),

    /** ln(1 + seconds since this visit's latest event on this kind of page); missing before it, or without a page. */
    SINCE_SAME_PAGE((h, c) -> {
        long lastAt = h.session().pages().lastAt(c.pageType());
        return lastAt < 0 ? Double.NaN : log1p(seconds(c.time() - lastAt));
    }),

    /** ln(1 + events in a row before this one on its kind of page, in this visit); missing when it names no page. */
    PAGE_STREAK((h, c) -> pages(c, onSamePage(h, c) ? h.session().pages().streak() : 0)),

    /**
     * ln(1 + changes from one kind of page to another in this visit, up to this event); missing when it names no page.
     */
    PAGE_CHANGES((h, c) -> pages(c, h.session().pages().changes() + (inSession(h) && !onSamePage(h, c) ? 1 : 0))),

    /** ln(1 + different kinds of pages in this visit before); missing when the event names no page. */
    PAGE_VARIETY((h, c) -> pages(c, h.session().pages().size())),

    /** ln(1 + events of this visit before). */
    LOG_EVENT_NUMBER((h, c) -> log1p(h.session().events())),

    /** 1 for a visit's first event, else 0. */
    SESSION_START((h, c) -> inSession(h) ? 0 : 1),

    /** ln(1 + product views of this visit before). */
    SESSION_VIEWS((h, c) -> log1p(h.session().count(EventType.VIEW_ITEM))),

    /** ln(1 + additions to the wishlist in this visit before). */
    SESSION_WISHLISTS((h, c) -> log1p(h.session().count(EventType.ADD_TO_WISHLIST))),

    /** ln(1 + additions to the cart in this visit before). */
    SESSION_CARTS((h, c) -> log1p(h.session().count(EventType.ADD_TO_CART))),

    /** ln(1 + purchases in this visit before). */
    SESSION_PURCHASES((h, c) -> log1p(h.session().count(EventType.PURCHASE))),

    /** ln(1 + events on this product in this visit before); missing when the event names no product. */
    ITEM_REPEATS((h, c) ->
            c.itemId() == null ? Double.NaN : log1p(h.session().items().count(c.itemId()))),

    /** ln(1 + events in this category in this visit before); missing when the event names no category. */
    CATEGORY_REPEATS((h, c) ->
            c.categoryId() == null ? Double.NaN : log1p(h.session().categories().count(c.categoryId()))),

    /** Different products per event of this visit before, 0 to 1; missing for a visit's first event. */
    ITEM_VARIETY((h, c) ->
            inSession(h) ? h.session().items().size() / (double) h.session().events() : Double.NaN),

    /** Different categories per event of this visit before, 0 to 1; missing for a visit's first event. */
    CATEGORY_VARIETY((h, c) -> inSession(h)
            ? h.session().categories().size() / (double) h.session().events()
            : Double.NaN),

    /** Part of this category in the user's decayed category weights, 0 to 1; missing without a category. */
    CATEGORY_AFFINITY(
            (h, c) -> c.categoryId() == null ? Double.NaN : h.categories().share(c.categoryId())),

    /** Part of this brand in the user's decayed brand weights, 0 to 1; missing without a brand. */
    BRAND_AFFINITY((h, c) -> c.brand() == null ? Double.NaN : h.brands().share(c.brand())),

    /** ln(price in minor units); missing without a price. */
    LOG_PRICE((h, c) -> c.priceMinor() > 0 ? StrictMath.log(c.priceMinor()) : Double.NaN),

    /**
     * ln(price) less the mean ln(price) of what the user looked at before; missing without a price or before the first.
     */
    RELATIVE_PRICE((h, c) -> c.priceMinor() > 0 && h.viewedPrices().count() > 0
            ? StrictMath.log(c.priceMinor()) - h.viewedPrices().meanLog()
            : Double.NaN),

    /** ln(1 + products in the cart before). */
    CART_LINES((h, c) -> log1p(h.cart().lines().size())),

    /** 1 when this product lies in the cart, else 0; missing when the event names no product. */
    IN_CART((h, c) -> c.itemId() == null ? Double.NaN : lies(h.cart(), c.itemId())),

    /** ln(1 + value of the cart before, in minor units). */
    LOG_CART_VALUE((h, c) -> log1p(h.cart().valueMinor())),

    /** ln(1 + hours since the last event before this visit's first); missing in the first visit and within visits. */
    LOG_ABSENCE(
            (h, c) -> inSession(h) || h.lastSeen() < 0 ? Double.NaN : log1p(seconds(c.time() - h.lastSeen()) / 3600)),

    /** ln(1 + hours since the last purchase); missing before the first. */
    LOG_SINCE_PURCHASE((h, c) ->
            h.lastPurchaseAt() < 0 ? Double.NaN : log1p(Math.max(0, seconds(c.time() - h.lastPurchaseAt()) / 3600))),

    /** ln(visits so far, this one included). */
    LOG_SESSIONS((h, c) -> StrictMath.log(h.sessions())),

    /** ln(1 + events before). */
    LIFETIME_EVENTS((h, c) -> log1p(h.events())),

    /** ln(1 + purchases before). */
    LIFETIME_PURCHASES((h, c) -> log1p(h.orders())),

    /** Purchases per visit before this one; missing in the first visit. */
    PURCHASES_PER_SESSION((h, c) -> h.sessions() < 2 ? Double.NaN : h.orders() / (double) (h.sessions() - 1)),

    /** Additions to the cart per product view before, at most 1; missing before the first view. */
    CART_RATE((h, c) -> h.count(EventType.VIEW_ITEM) == 0
            ? Double.NaN
            : Math.min(1, h.count(EventType.ADD_TO_CART) / (double) h.count(EventType.VIEW_ITEM))),

    /** Sine of the hour of day, UTC. */
    HOUR_SINE((h, c) -> StrictMath.sin(dayAngle(c.time()))),

    /** Cosine of the hour of day, UTC. */
    HOUR_COSINE((h, c) -> StrictMath.cos(dayAngle(c.time())));

    /** ln(1 + n) of the numbers that most counts are. */
    private static final double[] LOG1P_OF_SMALL =
            IntStream.range(0, 256).mapToDouble(StrictMath::log1p).toArray();

    /** How a feature is computed. */
    @FunctionalInterface
    private interface NumericFunction {
        double of(History before, WindowEvent event);
    }

    private final NumericFunction function;

    NumericFeature(NumericFunction function) {
        this.function = function;
    }

    /** The feature's value; NaN when it is missing. */
    public double value(History before, WindowEvent event) {
        return function.of(before, event);
    }

    /** The name in manifests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean inSession(History before) {
        return before.session().events() > 0;
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }

    private static double log1p(double value) {
        return StrictMath.log1p(value);
    }

    /** ln(1 + number). */
    static double log1p(long number) {
        return number >= 0 && number < LOG1P_OF_SMALL.length ? LOG1P_OF_SMALL[(int) number] : StrictMath.log1p(number);
    }

    private static double pages(WindowEvent event, int number) {
        return event.pageType() == null ? Double.NaN : log1p(number);
    }

    private static boolean onSamePage(History before, WindowEvent event) {
        return event.pageType() != null
                && event.pageType().equals(before.session().pages().latest());
    }

    private static double lies(Cart cart, String itemId) {
        for (Cart.CartLine line : cart.lines()) {
            if (line.itemId().equals(itemId)) {
                return 1;
            }
        }
        return 0;
    }

    private static double dayAngle(long time) {
        return 2 * Math.PI * Math.floorMod(time, 86_400_000L) / 86_400_000.0;
    }
}
