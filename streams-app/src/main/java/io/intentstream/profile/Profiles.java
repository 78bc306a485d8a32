package io.intentstream.profile;

import io.intentstream.schema.Affinity;
import io.intentstream.schema.CartItem;
import io.intentstream.schema.CurrentIntent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Monetary;
import io.intentstream.schema.PriceBand;
import io.intentstream.schema.Rhythm;
import io.intentstream.schema.Session;
import io.intentstream.schema.Tag;
import io.intentstream.schema.TrajectoryStep;
import io.intentstream.schema.UserProfile;
import io.intentstream.state.Cart;
import io.intentstream.state.Click;
import io.intentstream.state.History;
import io.intentstream.state.Leanings;
import io.intentstream.state.Mean;
import io.intentstream.state.Prices;
import io.intentstream.state.RollingCounts;
import io.intentstream.state.SessionSoFar;
import io.intentstream.state.Spending;
import io.intentstream.state.TagRule;
import io.intentstream.state.Tags;
import io.intentstream.state.Tally;
import io.intentstream.state.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the portrait that a user's history adds up to. Pure functions. */
public final class Profiles {
    /** Categories and brands shown. */
    static final int TOP = 5;

    private static final int TRAJECTORY = 10;
    private static final EventType[] EVENT_TYPES = EventType.values();

    private Profiles() {}

    /**
     * The portrait of a user.
     *
     * @param userId the user
     * @param history everything known
     * @param window the latest events
     * @param intent the intent after the latest
     * @param changed names of the facets that changed with this update
     */
    public static UserProfile of(
            String userId, History history, Window window, CurrentIntent intent, List<String> changed) {
        UserProfile profile = new UserProfile();
        profile.setUserId(userId);
        profile.setUpdateNumber(history.events());
        profile.setFirstSeen(Instant.ofEpochMilli(history.firstSeen()));
        profile.setLastSeen(Instant.ofEpochMilli(history.lastSeen()));
        profile.setSessions(history.sessions());
        profile.setLifetimeCounts(lifetimeCounts(history));
        profile.setLastHourCounts(counts(history.fiveMinutes(), 12));
        profile.setLast24HoursCounts(counts(history.hours(), 24));
        profile.setLast7DaysCounts(counts(history.days(), 7));
        profile.setLast30DaysCounts(counts(history.days(), 30));
        profile.setCurrentSession(session(history));
        profile.setLastPurchaseAt(history.lastPurchaseAt() < 0 ? null : Instant.ofEpochMilli(history.lastPurchaseAt()));
        profile.setOrders(history.orders());
        profile.setMonetary(monetary(history.spending()));
        profile.setRhythm(rhythm(history));
        profile.setTopCategories(top(history.categories(), history.lastSeen()));
        profile.setTopBrands(top(history.brands(), history.lastSeen()));
        profile.setPriceBand(priceBand(history.viewedPrices()));
        profile.setChannels(channels(history.channels()));
        profile.setCart(cart(history.cart()));
        profile.setTrajectory(trajectory(window));
        profile.setTags(tags(history));
        profile.setIntent(intent);
        profile.setChanged(changed);
        return profile;
    }

    private static Map<String, Long> lifetimeCounts(History history) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (EventType type : EVENT_TYPES) {
            if (history.count(type) > 0) {
                counts.put(type.name(), history.count(type));
            }
        }
        return counts;
    }

    private static Map<String, Long> counts(RollingCounts rolling, int steps) {
        long[] sums = new long[EVENT_TYPES.length];
        rolling.sum(steps, sums);
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] > 0) {
                counts.put(EVENT_TYPES[i].name(), sums[i]);
            }
        }
        return counts;
    }

    private static Map<String, Long> channels(Tally channels) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < channels.size(); i++) {
            counts.put(channels.name(i), channels.count(i));
        }
        return counts;
    }

    private static Session session(History history) {
        SessionSoFar session = history.session();
        return new Session(
                history.sessions(),
                Instant.ofEpochMilli(session.startedAt()),
                session.events(),
                history.lastSeen() - session.startedAt(),
                session.items().size(),
                session.categories().size());
    }

    private static List<Monetary> monetary(Spending spending) {
        List<Monetary> monetary = new ArrayList<>(spending.sums().size());
        for (Spending.Sum sum : spending.sums()) {
            monetary.add(new Monetary(sum.currency(), sum.orders(), sum.totalMinor(), sum.totalMinor() / sum.orders()));
        }
        return monetary;
    }

    private static Rhythm rhythm(History history) {
        List<Long> hours = new ArrayList<>(24);
        for (long hour : history.hoursOfDay()) {
            hours.add(hour);
        }
        return new Rhythm(mean(history.eventInterval()), mean(history.sessionGap()), mean(history.dwell()), hours);
    }

    private static @Nullable Long mean(Mean mean) {
        return mean.count() == 0 ? null : mean.millis();
    }

    private static List<Affinity> top(Leanings leanings, long time) {
        int[] strongest = leanings.strongest(TOP);
        double decay = leanings.decay(time);
        List<Affinity> top = new ArrayList<>(strongest.length);
        for (int i : strongest) {
            double weight = round(leanings.scaledWeight(i) * decay);
            top.add(new Affinity(leanings.name(i), weight, round(leanings.share(i))));
        }
        return top;
    }

    /** Geometric mean of the prices looked at, in minor units; -1 when there is none. */
    static long typicalPriceMinor(Prices prices) {
        return prices.count() == 0 ? -1 : Math.round(StrictMath.exp(prices.meanLog()));
    }

    private static @Nullable PriceBand priceBand(Prices prices) {
        if (prices.count() == 0) {
            return null;
        }
        return new PriceBand(
                Math.round(StrictMath.exp(prices.meanLog() - prices.deviationLog())),
                typicalPriceMinor(prices),
                Math.round(StrictMath.exp(prices.meanLog() + prices.deviationLog())));
    }

    private static List<CartItem> cart(Cart cart) {
        List<CartItem> items = new ArrayList<>(cart.lines().size());
        for (Cart.Line line : cart.lines()) {
            items.add(new CartItem(
                    line.itemId(),
                    line.categoryId(),
                    line.quantity(),
                    line.priceMinor() < 0 ? null : line.priceMinor(),
                    line.currency(),
                    Instant.ofEpochMilli(line.addedAt())));
        }
        return items;
    }

    private static List<TrajectoryStep> trajectory(Window window) {
        int first = Math.max(0, window.size() - TRAJECTORY);
        List<TrajectoryStep> steps = new ArrayList<>(window.size() - first);
        for (int i = first; i < window.size(); i++) {
            Click click = window.click(i);
            steps.add(new TrajectoryStep(
                    click.type(), Instant.ofEpochMilli(click.time()), click.itemId(), click.categoryId()));
        }
        return steps;
    }

    private static List<Tag> tags(History history) {
        Tags since = history.tags();
        List<Tag> tags = new ArrayList<>(since.size());
        for (int i = 0; i < since.size(); i++) {
            double weight = TagRule.weight(since.name(i), history);
            tags.add(new Tag(since.name(i), round(weight), Instant.ofEpochMilli(since.since(i))));
        }
        return tags;
    }

    private static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
