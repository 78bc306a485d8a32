package io.intentstream.core.audience;

import io.intentstream.core.condition.CountWindow;
import io.intentstream.core.condition.Facts;
import io.intentstream.core.condition.Variable;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.Cart;
import io.intentstream.core.state.DecayedAffinities;
import io.intentstream.core.state.History;
import io.intentstream.core.state.RollingCounts;
import io.intentstream.core.state.Spending;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.Band;
import io.intentstream.schema.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What conditions read of a user's state at a moment. Reused for many users; belongs to one thread. */
final class UserFacts implements Facts {
    private final SessionGap gap;
    private final ScoreCalibrator calibrator;
    private final IntentWriter intents;

    /** By the audience's place: whether the user is in it. */
    final boolean[] member;

    private UserState state;
    private History history;
    private long now;
    private double probability;
    private @Nullable Band band;

    UserFacts(int audiences, SessionGap gap, ScoreCalibrator calibrator, IntentWriter intents) {
        this.member = new boolean[audiences];
        this.gap = gap;
        this.calibrator = calibrator;
        this.intents = intents;
    }

    /** Looks at a user with at least one event. */
    void of(UserState user) {
        state = user;
        history = user.history();
        probability = calibrator.probability(user.logit(user.size() - 1));
        band = calibrator.band(probability);
    }

    /** Looks at a moment, not before the user's latest event. */
    void at(long moment) {
        now = moment;
    }

    private boolean inSession() {
        return now < sessionOverAt();
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long sessionOverAt() {
        return history.lastSeen() + gap.millis() + 1;
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
                        : Math.round(StrictMath.exp(history.viewedPrices().meanLog()));
            case PRICE_DISTANCE ->
                history.viewedPrices().count() == 0 || history.chosenPrices().count() == 0
                        ? Double.NaN
                        : history.viewedPrices().meanLog()
                                - history.chosenPrices().meanLog();
            case NIGHT_SHARE -> history.nightShare();
            case INTENT_PROBABILITY -> inSession() ? probability : Double.NaN;
        };
    }

    @Override
    public double number(Variable.Keyed variable, String key) {
        return switch (variable) {
            case AFFINITY -> history.categories().share(key);
            case BRAND_AFFINITY -> history.brands().share(key);
            case CHANNEL_SHARE ->
                history.channels().total() == 0
                        ? Double.NaN
                        : history.channels().count(key)
                                / (double) history.channels().total();
            case INTENT_CATEGORY ->
                inSession() ? ScoreCalibrator.round(intents.ofCategory(key, state, probability, band)) : Double.NaN;
            case CART_VALUE_MINOR -> history.cart().valueMinor(key);
            case SPENT_MINOR -> history.spending().totalMinor(key);
            case AVERAGE_ORDER_MINOR -> averageOrder(key);
        };
    }

    private double averageOrder(String currency) {
        Spending.CurrencySum sum = history.spending().of(currency);
        return sum == null || sum.orders() == 0 ? Double.NaN : sum.totalMinor() / sum.orders();
    }

    @Override
    public long moment(Variable.Moment variable) {
        return switch (variable) {
            case FIRST_SEEN -> history.firstSeen();
            case LAST_SEEN -> history.lastSeen();
            case LAST_PURCHASE -> history.lastPurchaseAt();
            case CART_ADDED -> cartAdded(history.cart().lines());
            case SESSION_STARTED -> history.session().startedAt();
        };
    }

    private static long cartAdded(List<Cart.CartLine> lines) {
        long latest = -1;
        for (int i = 0; i < lines.size(); i++) {
            latest = Math.max(latest, lines.get(i).addedAt());
        }
        return latest;
    }

    @Override
    public long length(Variable.Length variable) {
        return history.lastSeen() - history.session().startedAt();
    }

    @Override
    public @Nullable String text(Variable.Text variable) {
        return switch (variable) {
            case INTENT_BAND -> inSession() ? band.name() : null;
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
            case CART_FROM_EARLIER_SESSION ->
                !history.cart().lines().isEmpty()
                        && history.cart().lines().get(0).addedAt()
                                < history.session().startedAt();
        };
    }

    @Override
    public long count(EventType type) {
        return history.count(type);
    }

    @Override
    public long count(EventType type, CountWindow window) {
        return counts(window.step()).sum(type, window.steps(), now);
    }

    @Override
    public long nextCountChange(EventType type, CountWindow window) {
        return counts(window.step()).nextFall(type, window.steps(), now);
    }

    private RollingCounts counts(CountWindow.Step step) {
        return switch (step) {
            case FIVE_MINUTES -> history.fiveMinutes();
            case HOUR -> history.hours();
            case DAY -> history.days();
        };
    }

    @Override
    public boolean tag(String name) {
        return history.tags().contains(name);
    }

    @Override
    public boolean audience(int place) {
        return member[place];
    }
}
