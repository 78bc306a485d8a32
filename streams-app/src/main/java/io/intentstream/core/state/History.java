package io.intentstream.core.state;

import io.intentstream.core.session.SessionGap;
import io.intentstream.schema.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates over all of a user's events: counts, affinities, rhythm, money, cart, tags and the current session. Events
 * are added in time order, each by {@link #begin} and then {@link #apply}. Between the two calls the history is what was
 * known before the event: features are read then. Readers outside this package see the history as of the latest event.
 */
public final class History {
    private static final int MAX_CATEGORIES = 32;
    private static final int MAX_BRANDS = 16;
    private static final int MAX_CHANNELS = 8;

    private final SessionGap gap;
    private long events;
    private long firstSeen = -1;
    private long lastSeen = -1;
    private long sessions;
    private long lastPurchaseAt = -1;
    private final long[] counts = new long[EventTypes.COUNT];
    private final RollingCounts fiveMinutes = new RollingCounts(300_000L, 12);
    private final RollingCounts hours = new RollingCounts(3_600_000L, 24);
    private final RollingCounts days = new RollingCounts(86_400_000L, 30);
    private final long[] hoursOfDay = new long[24];
    private final MeanDuration eventInterval = new MeanDuration();
    private final MeanDuration sessionGap = new MeanDuration();
    private final MeanDuration dwell = new MeanDuration();
    private final DecayedAffinities categories;
    private final DecayedAffinities brands;
    private final LogPriceStats viewedPrices = new LogPriceStats();
    private final LogPriceStats chosenPrices = new LogPriceStats();
    private final Spending spending = new Spending();
    private final BoundedCounter channels = new BoundedCounter(MAX_CHANNELS);
    private final Cart cart = new Cart();
    private final CurrentSession session = new CurrentSession();
    private final Tags tags = new Tags();

    /** A history without events. */
    public History(EngineSettings settings) {
        this.gap = SessionGap.of(settings.sessionGap());
        double halfLife = settings.affinityHalfLife().toMillis();
        this.categories = new DecayedAffinities(MAX_CATEGORIES, halfLife);
        this.brands = new DecayedAffinities(MAX_BRANDS, halfLife);
    }

    /** Whether an event at {@code time}, epoch milliseconds, starts a new session. */
    boolean startsSession(long time) {
        return session.events() == 0 || gap.separates(lastSeen, time);
    }

    /** The first moment at which the session is over if no event comes, epoch milliseconds. */
    public long sessionOverAt() {
        return lastSeen + gap.millis() + 1;
    }

    /** Starts a new session if the event does. Nothing else changes: features of {@code event} may be read now. */
    public void begin(WindowEvent event) {
        if (startsSession(event.time())) {
            if (lastSeen >= 0) {
                sessionGap.add(event.time() - lastSeen);
            }
            session.clear(lastSeen < 0 ? -1 : event.time() - lastSeen);
            sessions++;
        }
    }

    /** Whether an event is a purchase, and no further event of an order that is known already. */
    public boolean isNewPurchase(WindowEvent event) {
        return event.type() == EventType.PURCHASE && spending.continued(event) == null;
    }

    /** Clears the session if it ended before {@code nextTime}: the next event would clear it anyway. */
    void forgetEndedSession(long nextTime) {
        if (startsSession(nextTime)) {
            session.clear();
        }
    }

    /** Counts an event that is not older than any before, after {@link #begin}. */
    public void apply(WindowEvent event) {
        if (session.events() > 0) {
            long interval = event.time() - lastSeen;
            eventInterval.add(interval);
            dwell.add(event.dwellMillis() >= 0 ? event.dwellMillis() : interval);
        }
        KnownOrder continued = spending.continued(event);
        session.add(event, continued == null);
        lastSeen = event.time();
        switch (event.type()) {
            case ADD_TO_CART -> cart.add(event);
            case REMOVE_FROM_CART -> cart.remove(event);
            case PURCHASE -> cart.buy(event, continued);
            default -> {}
        }
        count(event, continued);
        TagRule.update(this, tags, event.time());
    }

    /**
     * Counts an event that is older than the window: it adds to counts, affinities, prices and money, and does not change
     * what depends on order (sessions, intervals, the cart). Only a purchase with an order id takes its products out of the
     * cart: the order's later events, which are further ones from now on, leave them there.
     */
    void applyLate(WindowEvent event) {
        KnownOrder continued = spending.continued(event);
        if (event.type() == EventType.PURCHASE && event.isOfOrder()) {
            cart.buy(event, continued);
        }
        count(event, continued);
    }

    /** @param continued the order of which the event is a further one: it is an event, and no further purchase */
    private void count(WindowEvent event, @Nullable KnownOrder continued) {
        events++;
        firstSeen = firstSeen < 0 ? event.time() : Math.min(firstSeen, event.time());
        hoursOfDay[hourOfDay(event.time())]++;
        channels.add(event.channel());
        if (continued == null) {
            countType(event);
        }
        countItems(event, continued);
        switch (event.type()) {
            case PURCHASE -> spending.buy(event);
            case REFUND -> spending.refund(event);
            default -> {}
        }
    }

    private void countType(WindowEvent event) {
        counts[event.type().ordinal()]++;
        fiveMinutes.add(event.type(), event.time());
        hours.add(event.type(), event.time());
        days.add(event.type(), event.time());
        if (event.type() == EventType.PURCHASE) {
            lastPurchaseAt = Math.max(lastPurchaseAt, event.time());
        }
    }

    /** Affinities and prices see each product as often as the user chose it: not again in a further event of its order. */
    private void countItems(WindowEvent event, @Nullable KnownOrder continued) {
        double weight = weight(event.type());
        LogPriceStats prices = isChoice(event.type()) ? chosenPrices : viewedPrices;
        for (int i = 0; i < event.itemCount(); i++) {
            ItemDetails item = event.item(i);
            if (continued == null || !continued.names(item)) {
                categories.add(item.categoryId(), weight, event.time());
                brands.add(item.brand(), weight, event.time());
                prices.add(item.priceMinor());
            }
        }
    }

    /** How much an event adds to the affinity for its category and brand; a view adds 1. */
    private static double weight(EventType type) {
        return switch (type) {
            case PURCHASE -> 8;
            case BEGIN_CHECKOUT, ADD_SHIPPING_INFO, ADD_PAYMENT_INFO -> 5;
            case ADD_TO_CART -> 4;
            case ADD_TO_WISHLIST -> 2;
            case REMOVE_FROM_CART, REFUND -> 0;
            default -> 1;
        };
    }

    private static boolean isChoice(EventType type) {
        return type == EventType.ADD_TO_CART || type == EventType.PURCHASE;
    }

    /** Hour of day, UTC, 0 to 23. */
    public static int hourOfDay(long time) {
        return (int) (Math.floorMod(time, 86_400_000L) / 3_600_000L);
    }

    /** Events so far. */
    public long events() {
        return events;
    }

    /** Event time of the earliest event, epoch milliseconds; -1 when there is none. */
    public long firstSeen() {
        return firstSeen;
    }

    /** Event time of the latest event, epoch milliseconds; -1 when there is none. */
    public long lastSeen() {
        return lastSeen;
    }

    /** Sessions, the current one included. */
    public long sessions() {
        return sessions;
    }

    /** Events of a type so far; purchases as {@link #orders()}. */
    public long count(EventType type) {
        return counts[type.ordinal()];
    }

    /** Purchases so far; an order with an id is one, however many events tell of it. */
    public long orders() {
        return count(EventType.PURCHASE);
    }

    /** Event time of the latest purchase, epoch milliseconds; -1 when there is none. */
    public long lastPurchaseAt() {
        return lastPurchaseAt;
    }

    /** Counts of the last hour, in 12 steps of 5 minutes. */
    public RollingCounts fiveMinutes() {
        return fiveMinutes;
    }

    /** Counts of the last day, in 24 steps of an hour. */
    public RollingCounts hours() {
        return hours;
    }

    /** Counts of the last 30 days, in steps of a UTC day. */
    public RollingCounts days() {
        return days;
    }

    /** Events by hour of day, UTC; 24 numbers, a live view. */
    public long[] hoursOfDay() {
        return hoursOfDay;
    }

    /** Share of the events between 22:00 and 6:00 UTC, 0 to 1. */
    public double nightShare() {
        long night = hoursOfDay[22] + hoursOfDay[23];
        for (int hour = 0; hour < 6; hour++) {
            night += hoursOfDay[hour];
        }
        return events == 0 ? 0 : night / (double) events;
    }

    /** Time between consecutive events of a session. */
    public MeanDuration eventInterval() {
        return eventInterval;
    }

    /** Time between the last event of a session and the first of the next. */
    public MeanDuration sessionGap() {
        return sessionGap;
    }

    /** Time on a page, known when the next event arrives. */
    public MeanDuration dwell() {
        return dwell;
    }

    /** Affinities for categories. */
    public DecayedAffinities categories() {
        return categories;
    }

    /** Affinities for brands. */
    public DecayedAffinities brands() {
        return brands;
    }

    /** Prices of viewed products. */
    public LogPriceStats viewedPrices() {
        return viewedPrices;
    }

    /** Prices of products that were added to the cart or bought. */
    public LogPriceStats chosenPrices() {
        return chosenPrices;
    }

    /** Purchase value, less what was refunded. */
    public Spending spending() {
        return spending;
    }

    /** Events by channel. */
    public BoundedCounter channels() {
        return channels;
    }

    /** The cart. */
    public Cart cart() {
        return cart;
    }

    /** The current session. */
    public CurrentSession session() {
        return session;
    }

    /** Tags that apply. */
    public Tags tags() {
        return tags;
    }

    void write(StateWriter out) {
        out.writeUnsigned(events);
        out.writeSigned(firstSeen);
        out.writeSigned(lastSeen);
        out.writeUnsigned(sessions);
        out.writeSigned(lastPurchaseAt);
        EventTypes.writeCounts(counts, out);
        fiveMinutes.write(out);
        hours.write(out);
        days.write(out);
        for (long hour : hoursOfDay) {
            out.writeUnsigned(hour);
        }
        eventInterval.write(out);
        sessionGap.write(out);
        dwell.write(out);
        categories.write(out);
        brands.write(out);
        viewedPrices.write(out);
        chosenPrices.write(out);
        spending.write(out);
        channels.write(out);
        cart.write(out);
        session.write(out);
        tags.write(out);
        session.writeProgress(out);
    }

    void read(StateReader in) {
        events = in.readUnsigned();
        firstSeen = in.readSigned();
        lastSeen = in.readSigned();
        sessions = in.readUnsigned();
        lastPurchaseAt = in.readSigned();
        EventTypes.readCounts(counts, in);
        fiveMinutes.read(in);
        hours.read(in);
        days.read(in);
        for (int hour = 0; hour < hoursOfDay.length; hour++) {
            hoursOfDay[hour] = in.readUnsigned();
        }
        eventInterval.read(in);
        sessionGap.read(in);
        dwell.read(in);
        categories.read(in);
        brands.read(in);
        viewedPrices.read(in);
        chosenPrices.read(in);
        spending.read(in);
        channels.read(in);
        cart.read(in);
        session.read(in);
        tags.read(in);
        session.readProgress(in);
    }
}
