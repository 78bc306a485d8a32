package io.intentstream.core.feature;

import io.intentstream.core.state.BoundedCounter;
import io.intentstream.core.state.Cart;
import io.intentstream.core.state.History;
import io.intentstream.core.state.ItemDetails;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The catalogue of numeric features. Each is a function of the event and the history before it. {@link History#begin}
 * has been called, so {@code session()} holds the earlier events of the event's session. NaN means missing; {@link
 * FeatureSet} replaces it by the training mean. Manifests name a feature in lower case: {@code log_interval}.
 *
 * <p>For an event of several products, a feature of the product, its category, brand or price is the mean over those products
 * for which it is not missing.
 */
public enum NumericFeature {
    /** ln(1 + seconds since the previous event of the session); missing for the first event of a session. */
    LOG_INTERVAL((h, e) -> inSession(h) ? log1p(seconds(e.time() - h.lastSeen())) : Double.NaN),

    /**
     * ln(1 + seconds on the previous page) as the client measured it. Without a measurement, as {@link #LOG_INTERVAL}.
     */
    LOG_DWELL((h, e) -> {
        if (e.dwellMillis() >= 0) {
            return log1p(seconds(e.dwellMillis()));
        }
        return inSession(h) ? log1p(seconds(e.time() - h.lastSeen())) : Double.NaN;
    }),

    /** ln(1 + seconds since the session began). */
    LOG_SESSION_TIME(
            (h, e) -> inSession(h) ? log1p(seconds(e.time() - h.session().startedAt())) : 0),

    /**
     * ln(1 + seconds of the shortest interval between consecutive earlier events of the session); missing before the third
     * event.
     */
    FASTEST_STEP((h, e) -> h.session().fastestStepMillis() < 0 || !inSession(h)
            ? Double.NaN
            : log1p(seconds(h.session().fastestStepMillis()))),

    /**
     * ln(1 + seconds of the longest interval in the session, up to this event); missing for the first event of a
     * session.
     */
    SLOWEST_STEP((h, e) -> inSession(h)
            ? log1p(seconds(Math.max(h.session().slowestStepMillis(), e.time() - h.lastSeen())))
            : Double.NaN),

    /**
     * ln(1 + mean seconds between the events of the session, up to this event); missing for the first event of a
     * session.
     */
    MEAN_STEP((h, e) -> inSession(h)
            ? log1p(seconds(e.time() - h.session().startedAt()) / h.session().events())
            : Double.NaN),

    /** ln(1 + earlier events of the session on this page type); missing without a page type. */
    PAGE_REPEATS((h, e) -> pages(e, h.session().pages().count(e.pageType()))),

    /** 1 when the previous event of the session had the same page type, else 0; missing without a page type. */
    SAME_PAGE((h, e) -> e.pageType() == null ? Double.NaN : onSamePage(h, e) ? 1 : 0),

    /**
     * ln(1 + seconds since the session's latest event on this page type); missing before the first one, or without a
     * page type.
     */
    SINCE_SAME_PAGE((h, e) -> since(h.session().pages().lastAt(e.pageType()), e)),

    /** ln(1 + consecutive earlier events of the session on this page type, up to now); missing without a page type. */
    PAGE_STREAK((h, e) -> pages(e, onSamePage(h, e) ? h.session().pages().streak() : 0)),

    /** ln(1 + changes of page type in the session, up to this event); missing without a page type. */
    PAGE_CHANGES((h, e) -> pages(e, h.session().pages().changes() + (inSession(h) && !onSamePage(h, e) ? 1 : 0))),

    /** ln(1 + distinct page types earlier in the session); missing without a page type. */
    PAGE_VARIETY((h, e) -> pages(e, h.session().pages().size())),

    /** ln(1 + earlier events of the session). */
    LOG_EVENT_NUMBER((h, e) -> log1p(h.session().events())),

    /** 1 for the first event of a session, else 0. */
    SESSION_START((h, e) -> inSession(h) ? 0 : 1),

    /** ln(1 + product views earlier in the session). */
    SESSION_VIEWS((h, e) -> log1p(h.session().count(EventType.VIEW_ITEM))),

    /** ln(1 + additions to the wishlist earlier in the session). */
    SESSION_WISHLISTS((h, e) -> log1p(h.session().count(EventType.ADD_TO_WISHLIST))),

    /** ln(1 + additions to the cart earlier in the session). */
    SESSION_CARTS((h, e) -> log1p(h.session().count(EventType.ADD_TO_CART))),

    /** ln(1 + purchases earlier in the session). */
    SESSION_PURCHASES((h, e) -> log1p(h.session().count(EventType.PURCHASE))),

    /** ln(1 + views of the cart earlier in the session). */
    SESSION_CART_VIEWS((h, e) -> log1p(h.session().count(EventType.VIEW_CART))),

    /** ln(1 + steps of a checkout earlier in the session). */
    SESSION_CHECKOUTS((h, e) -> log1p(h.session().count(EventType.BEGIN_CHECKOUT)
            + h.session().count(EventType.ADD_SHIPPING_INFO)
            + h.session().count(EventType.ADD_PAYMENT_INFO))),

    /** ln(1 + removals from the cart earlier in the session). */
    SESSION_REMOVALS((h, e) -> log1p(h.session().count(EventType.REMOVE_FROM_CART))),

    /**
     * The furthest step on the way to a purchase since the session's latest purchase, this event included: 0 none, 1 VIEW_ITEM,
     * 2 ADD_TO_CART, 3 VIEW_CART, 4 BEGIN_CHECKOUT, 5 ADD_SHIPPING_INFO, 6 ADD_PAYMENT_INFO.
     */
    FUNNEL_REACHED((h, e) -> h.session().progress().reached(e.type())),

    /** ln(1 + seconds since the session's latest ADD_TO_CART or VIEW_CART); missing before the first. */
    SINCE_CART((h, e) -> since(Math.max(lastAt(h, EventType.ADD_TO_CART), lastAt(h, EventType.VIEW_CART)), e)),

    /** ln(1 + seconds since the session's latest step of a checkout); missing before the first. */
    SINCE_CHECKOUT((h, e) -> since(
            Math.max(
                    lastAt(h, EventType.BEGIN_CHECKOUT),
                    Math.max(lastAt(h, EventType.ADD_SHIPPING_INFO), lastAt(h, EventType.ADD_PAYMENT_INFO))),
            e)),

    /** ln(1 + earlier events of the session on this product); missing without a product. */
    ITEM_REPEATS(ofItems((h, e) ->
            e.itemId() == null ? Double.NaN : log1p(h.session().items().count(e.itemId())))),

    /** ln(1 + earlier events of the session in this category); missing without a category. */
    CATEGORY_REPEATS(ofItems((h, e) ->
            e.categoryId() == null ? Double.NaN : log1p(h.session().categories().count(e.categoryId())))),

    /** Distinct products per earlier event of the session, at most 1; missing for the first event of a session. */
    ITEM_VARIETY((h, e) -> variety(h, h.session().items())),

    /** Distinct categories per earlier event of the session, at most 1; missing for the first event of a session. */
    CATEGORY_VARIETY((h, e) -> variety(h, h.session().categories())),

    /** Share of this category in the user's decayed category weights, 0 to 1; missing without a category. */
    CATEGORY_AFFINITY(ofItems(
            (h, e) -> e.categoryId() == null ? Double.NaN : h.categories().share(e.categoryId()))),

    /** Share of this brand in the user's decayed brand weights, 0 to 1; missing without a brand. */
    BRAND_AFFINITY(ofItems((h, e) -> e.brand() == null ? Double.NaN : h.brands().share(e.brand()))),

    /** ln(price in minor units); missing without a price. */
    LOG_PRICE(ofItems((h, e) -> e.priceMinor() > 0 ? StrictMath.log(e.priceMinor()) : Double.NaN)),

    /**
     * ln(price) minus the mean ln(price) of the products that the user viewed before; missing without a price or
     * earlier views.
     */
    RELATIVE_PRICE(ofItems((h, e) -> e.priceMinor() > 0 && h.viewedPrices().count() > 0
            ? StrictMath.log(e.priceMinor()) - h.viewedPrices().meanLog()
            : Double.NaN)),

    /** ln(1 + products in the cart before the event). */
    CART_LINES((h, e) -> log1p(h.cart().lines().size())),

    /** 1 when this product is in the cart before the event, else 0; missing without a product. */
    IN_CART(ofItems((h, e) -> e.itemId() == null ? Double.NaN : inCart(h.cart(), e.itemId()))),

    /** ln(1 + value of the cart before the event, in minor units). */
    LOG_CART_VALUE((h, e) -> log1p(h.cart().valueMinor())),

    /**
     * ln(1 + hours between the previous session's last event and this session's first); missing for all other events.
     */
    LOG_ABSENCE(
            (h, e) -> inSession(h) || h.lastSeen() < 0 ? Double.NaN : log1p(seconds(e.time() - h.lastSeen()) / 3600)),

    /**
     * ln(1 + hours between the previous session's last event and this session's first), for every event of the session;
     * missing in the first session.
     */
    ABSENCE_HELD((h, e) -> h.session().absenceMillis() < 0
            ? Double.NaN
            : log1p(seconds(h.session().absenceMillis()) / 3600)),

    /** ln(1 + hours since the latest purchase); missing before the first purchase. */
    LOG_SINCE_PURCHASE((h, e) ->
            h.lastPurchaseAt() < 0 ? Double.NaN : log1p(Math.max(0, seconds(e.time() - h.lastPurchaseAt()) / 3600))),

    /** ln(number of sessions, this one included). */
    LOG_SESSIONS((h, e) -> StrictMath.log(h.sessions())),

    /** ln(1 + earlier events). */
    LIFETIME_EVENTS((h, e) -> log1p(h.events())),

    /** ln(1 + earlier purchases). */
    LIFETIME_PURCHASES((h, e) -> log1p(h.orders())),

    /** Earlier purchases per earlier session; missing in the first session. */
    PURCHASES_PER_SESSION((h, e) -> h.sessions() < 2 ? Double.NaN : h.orders() / (double) (h.sessions() - 1)),

    /** Earlier additions to the cart per earlier product view, at most 1; missing before the first view. */
    CART_RATE((h, e) -> h.count(EventType.VIEW_ITEM) == 0
            ? Double.NaN
            : Math.min(1, h.count(EventType.ADD_TO_CART) / (double) h.count(EventType.VIEW_ITEM))),

    /** Sine of the hour of day, UTC. */
    HOUR_SINE((h, e) -> StrictMath.sin(dayAngle(e.time()))),

    /** Cosine of the hour of day, UTC. */
    HOUR_COSINE((h, e) -> StrictMath.cos(dayAngle(e.time())));

    /** ln(1 + n) for small n: most counts are small. */
    private static final double[] LOG1P_OF_SMALL =
            IntStream.range(0, 256).mapToDouble(StrictMath::log1p).toArray();

    private final NumericValue function;

    NumericFeature(NumericValue function) {
        this.function = function;
    }

    /** The feature's value for an event; NaN when it is missing. See {@link NumericValue#of}. */
    public double value(History before, WindowEvent event) {
        return function.of(before, event);
    }

    /** The feature's name in manifests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean inSession(History before) {
        return before.session().events() > 0;
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }

    private static long lastAt(History before, EventType type) {
        return before.session().progress().lastAt(type);
    }

    /** ln(1 + seconds from this time, epoch milliseconds, to the event); missing when the time is negative. */
    static double since(long time, WindowEvent event) {
        return time < 0 ? Double.NaN : log1p(seconds(event.time() - time));
    }

    private static double log1p(double value) {
        return StrictMath.log1p(value);
    }

    /** ln(1 + number). */
    static double log1p(long number) {
        return number >= 0 && number < LOG1P_OF_SMALL.length ? LOG1P_OF_SMALL[(int) number] : StrictMath.log1p(number);
    }

    /** Computes a feature of one product of an event. */
    @FunctionalInterface
    interface ItemFunction {
        double of(History before, ItemDetails item);
    }

    /** The feature of an event's product; for several products, the mean over those that have it. */
    static NumericValue ofItems(ItemFunction function) {
        return (before, event) -> event.hasItems() ? mean(function, before, event) : function.of(before, event);
    }

    private static double mean(ItemFunction function, History before, WindowEvent event) {
        double sum = 0;
        int known = 0;
        for (int i = 0; i < event.itemCount(); i++) {
            double value = function.of(before, event.item(i));
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }

    private static double variety(History before, BoundedCounter names) {
        return inSession(before)
                ? Math.min(1, names.size() / (double) before.session().events())
                : Double.NaN;
    }

    private static double pages(WindowEvent event, int number) {
        return event.pageType() == null ? Double.NaN : log1p(number);
    }

    private static boolean onSamePage(History before, WindowEvent event) {
        return event.pageType() != null
                && event.pageType().equals(before.session().pages().latest());
    }

    private static double inCart(Cart cart, String itemId) {
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
