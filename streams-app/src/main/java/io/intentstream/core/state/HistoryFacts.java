package io.intentstream.core.state;

import io.intentstream.core.condition.CountWindow;
import io.intentstream.core.condition.Facts;
import io.intentstream.core.condition.Variable;
import io.intentstream.schema.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What conditions read of a user's history, as of the latest event. What a history does not know is missing: the intent, and
 * memberships in audiences; a subclass adds them, and other moments. Reused for many users; belongs to one thread.
 */
public class HistoryFacts implements Facts {
    /** Prices of viewed, and of chosen products, from which on they are compared. */
    private static final int VIEWED_PRICES = 10;

    private static final int CHOSEN_PRICES = 3;

    private @Nullable History history;

    /** Looks at a history with at least one event. */
    public void of(History looked) {
        history = looked;
    }

    @Override
    public long now() {
        return history.lastSeen();
    }

    @Override
    public final long sessionOverAt() {
        return history.sessionOverAt();
    }

    /** Whether the session of the latest event is not over. */
    protected final boolean inSession() {
        return now() < sessionOverAt();
    }

    @Override
    public double number(Variable.Numeric variable) {
        return switch (variable) {
            case EVENTS -> history.events();
            case SESSIONS -> history.sessions();
            case ORDERS -> history.orders();
            case SESSION_EVENTS -> history.session().events();
            case SESSION_ITEMS -> history.session().items().size();
            case SESSION_CATEGORIES -> history.session().categories().size();
            case CART_ITEMS -> history.cart().lines().size();
            case TYPICAL_PRICE_MINOR ->
                history.viewedPrices().count() == 0
                        ? Double.NaN
                        : history.viewedPrices().typicalMinor();
            case PRICE_DISTANCE -> priceDistance(history.viewedPrices(), history.chosenPrices());
            case NIGHT_SHARE -> history.nightShare();
            case INTENT_PROBABILITY -> Double.NaN;
        };
    }

    private static double priceDistance(LogPriceStats viewed, LogPriceStats chosen) {
        return viewed.count() < VIEWED_PRICES || chosen.count() < CHOSEN_PRICES
                ? Double.NaN
                : viewed.meanLog() - chosen.meanLog();
    }

    @Override
    public double number(Variable.Keyed variable, String key) {
        return switch (variable) {
            case AFFINITY -> history.categories().share(key);
            case BRAND_AFFINITY -> history.brands().share(key);
            case CHANNEL_SHARE -> share(history.channels(), key);
            case INTENT_CATEGORY -> Double.NaN;
            case CART_VALUE_MINOR -> history.cart().valueMinor(key);
            case SPENT_MINOR -> history.spending().totalMinor(key);
            case AVERAGE_ORDER_MINOR -> averageOrder(history.spending().of(key));
        };
    }

    private static double share(BoundedCounter counter, String name) {
        long total = counter.total();
        return total == 0 ? Double.NaN : counter.count(name) / (double) total;
    }

    private static double averageOrder(Spending.@Nullable CurrencySum sum) {
        return sum == null || sum.orders() == 0 ? Double.NaN : sum.totalMinor() / sum.orders();
    }

    @Override
    public long moment(Variable.Moment variable) {
        return switch (variable) {
            case FIRST_SEEN -> history.firstSeen();
            case LAST_SEEN -> history.lastSeen();
            case LAST_PURCHASE -> history.lastPurchaseAt();
            case CART_ADDED -> newest(history.cart().lines());
            case SESSION_STARTED -> history.session().startedAt();
        };
    }

    private static long newest(List<Cart.CartLine> lines) {
        long latest = -1;
        for (int i = 0; i < lines.size(); i++) {
            latest = Math.max(latest, lines.get(i).addedAt());
        }
        return latest;
    }

    @Override
    public long length(Variable.Length variable) {
        return switch (variable) {
            case SESSION_DURATION -> history.lastSeen() - history.session().startedAt();
            case SESSION_ABSENCE -> history.session().absenceMillis();
        };
    }

    @Override
    public @Nullable String text(Variable.Text variable) {
        return switch (variable) {
            case INTENT_BAND -> null;
            case FAVOURITE_CATEGORY -> strongest(history.categories());
            case FAVOURITE_BRAND -> strongest(history.brands());
        };
    }

    private static @Nullable String strongest(DecayedAffinities affinities) {
        int strongest = affinities.strongest();
        return strongest < 0 ? null : affinities.name(strongest);
    }

    @Override
    public boolean flag(Variable.Flag variable) {
        return switch (variable) {
            case SESSION_ACTIVE -> inSession();
            case CART_FROM_EARLIER_SESSION -> isOlder(history.cart().lines(), history.session());
        };
    }

    private static boolean isOlder(List<Cart.CartLine> lines, CurrentSession session) {
        return !lines.isEmpty() && lines.get(0).addedAt() < session.startedAt();
    }

    @Override
    public final long count(EventType type) {
        return history.count(type);
    }

    @Override
    public final long count(EventType type, CountWindow window) {
        return counts(window.step()).sum(type, window.steps(), now());
    }

    @Override
    public final long countFallsTo(EventType type, CountWindow window, long most) {
        return counts(window.step()).fallsTo(type, window.steps(), now(), most);
    }

    private RollingCounts counts(CountWindow.Step step) {
        return switch (step) {
            case FIVE_MINUTES -> history.fiveMinutes();
            case HOUR -> history.hours();
            case DAY -> history.days();
        };
    }

    @Override
    public final boolean tag(String name) {
        return history.tags().contains(name);
    }

    @Override
    public boolean audience(int place) {
        return false;
    }
}
