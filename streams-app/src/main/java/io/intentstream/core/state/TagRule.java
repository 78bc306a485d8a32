package io.intentstream.core.state;

import io.intentstream.core.condition.Condition;
import io.intentstream.core.condition.ConditionCompiler;
import io.intentstream.core.condition.ConditionNames;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tags: each has a name, a condition, and a weight from 0 to 1. Conditions are in the language of
 * audiences, and read only the history. To add a tag, add a constant.
 * In addition, {@code category:<id>} and {@code brand:<id>} apply to users with a clear affinity.
 */
public enum TagRule {
    /** The user is in the first session. */
    NEW_VISITOR("sessions == 1", h -> 1),

    /** The user came back, and the cart still holds a product of an earlier session. */
    CART_FROM_EARLIER_SESSION(
            "cart.fromEarlierSession", h -> Math.min(1, h.cart().lines().size() / 3.0)),

    /** Views many products and adds nothing to the cart. */
    WINDOW_SHOPPER(
            "count(\"VIEW_ITEM\") >= 20 && count(\"ADD_TO_CART\") == 0 && orders == 0",
            h -> Math.min(1, h.count(EventType.VIEW_ITEM) / 100.0)),

    /** Returns to the same product within a session; unknown for a session with more products than are counted. */
    COMPARER(
            "session.events >= 6 && session.items > 0 && session.items < " + CurrentSession.MAX_NAMES
                    + " && session.events >= 2 * session.items",
            h -> 1 - h.session().items().size() / (double) h.session().events()),

    /** Adds products to the wishlist. */
    WISHLISTER("count(\"ADD_TO_WISHLIST\") >= 3", h -> Math.min(1, h.count(EventType.ADD_TO_WISHLIST) / 20.0)),

    /** Cart and purchases are clearly cheaper than the viewed products. */
    PRICE_SENSITIVE(
            "priceDistance > 0.2",
            h -> Math.min(1, h.viewedPrices().meanLog() - h.chosenPrices().meanLog())),

    /** Mostly active between 22:00 and 6:00 UTC. */
    NIGHT_SHOPPER("events >= 20 && nightShare >= 0.5", History::nightShare),

    /** Bought once. */
    FIRST_TIME_BUYER("orders == 1", h -> 1),

    /** Bought more than once. */
    REPEAT_BUYER("orders >= 2", h -> Math.min(1, h.orders() / 10.0)),

    /** Buys in at least every third session, over five sessions or more. */
    LOYAL("sessions >= 5 && orders * 3 >= sessions", h -> Math.min(1, h.orders() / (double) h.sessions())),

    /** Is back and has not bought for 60 days, but did before. */
    RETURNING_BUYER("since(lastPurchase) > duration(\"60d\")", h -> 1);

    /** Share of all category (or brand) weight from which an affinity becomes a tag. */
    static final double AFFINITY_SHARE = 0.4;

    private static final TagRule[] ALL = values();
    private static final List<String> NAMES = Stream.concat(
                    Arrays.stream(ALL).map(TagRule::tag), Stream.of("category:", "brand:"))
            .toList();

    private final String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String condition;
    private final ToDoubleFunction<History> weight;

    TagRule(String condition, ToDoubleFunction<History> weight) {
        this.condition = condition;
        this.weight = weight;
    }

    /** The compiled conditions, by ordinal. They take some tenths of a second, so they wait for the first event. */
    private static final class Compiled {
        private static final Condition[] CONDITIONS = compile();

        private static Condition[] compile() {
            ConditionCompiler compiler = new ConditionCompiler(ConditionNames.NONE);
            return Arrays.stream(ALL)
                    .map(rule -> compiler.compile(rule.condition))
                    .toArray(Condition[]::new);
        }
    }

    /** The tag's name, such as {@code cart-from-earlier-session}. */
    public String tag() {
        return tag;
    }

    /** The names of all tags, and {@code category:} and {@code brand:}, with which further ones begin. */
    public static List<String> names() {
        return NAMES;
    }

    /** Today's name of a tag in a stored state, which an earlier release may have named differently. */
    static String currentName(String stored) {
        return stored.equals("cart-abandoner") ? CART_FROM_EARLIER_SESSION.tag : stored;
    }

    /** How strongly {@code tag} applies to a user, 0 to 1. */
    public static double weight(String tag, History history) {
        for (TagRule rule : ALL) {
            if (rule.tag.equals(tag)) {
                return rule.weight.applyAsDouble(history);
            }
        }
        int colon = tag.indexOf(':');
        DecayedAffinities affinities = tag.startsWith("brand") ? history.brands() : history.categories();
        return affinities.share(tag.substring(colon + 1));
    }

    /** Updates the tags after an event at {@code time}, epoch milliseconds. */
    static void update(History history, Tags tags, long time) {
        HistoryFacts facts = new HistoryFacts();
        facts.of(history);
        for (TagRule rule : ALL) {
            tags.set(rule.tag, Compiled.CONDITIONS[rule.ordinal()].test(facts), time);
        }
        tags.setOnly("category:", affinity(history.categories(), history), time);
        tags.setOnly("brand:", affinity(history.brands(), history), time);
    }

    private static @Nullable String affinity(DecayedAffinities affinities, History history) {
        int strongest = history.events() < 5 ? -1 : affinities.strongest();
        return strongest < 0 || affinities.share(strongest) < AFFINITY_SHARE ? null : affinities.name(strongest);
    }
}
