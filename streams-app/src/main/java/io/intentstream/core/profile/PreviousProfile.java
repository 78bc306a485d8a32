package io.intentstream.core.profile;

import io.intentstream.core.state.History;
import io.intentstream.core.state.Tags;
import io.intentstream.schema.Band;
import java.util.List;

/**
 * The parts of a user's latest profile that the next one needs: the values compared for its {@code changed} field, and the
 * encoded trajectory, which the next profile extends. Unchanged values, as in most updates, are not copied. Belongs to one
 * user; mutable.
 */
public final class PreviousProfile {
    private long sessions;
    private long lastPurchaseAt;
    private long orders;
    private Object[] monetary = {};
    private String[] topCategories = {};
    private String[] topBrands = {};
    private long typicalPriceMinor;
    private int channels;
    private Object[] cart = {};
    private String[] tags = {};
    private Band band = Band.LOW;
    private final Trajectory trajectory = new Trajectory();

    private PreviousProfile() {}

    /**
     * The parts of the profile of this history.
     *
     * @param band band of the intent after the history's latest event; LOW before the first
     */
    public static PreviousProfile of(History history, Band band) {
        PreviousProfile profile = new PreviousProfile();
        profile.update(
                history, new TopAffinities().of(history.categories()), new TopAffinities().of(history.brands()), band);
        return profile;
    }

    /** Encodes the whole trajectory again for the next profile. To be called when a late event was sorted into it. */
    public void forgetTrajectory() {
        trajectory.clear();
    }

    Trajectory trajectory() {
        return trajectory;
    }

    /**
     * Takes over the values of a new profile.
     *
     * @return the {@link ProfileField}s that have changed, as a set of bits
     */
    int update(History history, TopAffinities categories, TopAffinities brands, Band nowBand) {
        int changed = ProfileField.SESSIONS.when(sessions != history.sessions())
                | ProfileField.LAST_PURCHASE_AT.when(lastPurchaseAt != history.lastPurchaseAt())
                | ProfileField.ORDERS.when(orders != history.orders())
                | ProfileField.CHANNELS.when(channels != history.channels().size())
                | ProfileField.INTENT.when(band != nowBand);
        sessions = history.sessions();
        lastPurchaseAt = history.lastPurchaseAt();
        orders = history.orders();
        channels = history.channels().size();
        band = nowBand;
        return changed
                | updateMonetary(history.spending().sums())
                | updateTop(categories, brands)
                | updatePriceBand(history.viewedPrices().typicalMinor())
                | updateCart(history.cart().lines())
                | updateTags(history.tags());
    }

    private int updateMonetary(List<?> now) {
        Object[] before = monetary;
        monetary = like(before, now);
        return ProfileField.MONETARY.when(monetary != before);
    }

    private int updateTop(TopAffinities categories, TopAffinities brands) {
        String[] categoriesBefore = topCategories;
        String[] brandsBefore = topBrands;
        topCategories = categories.namesLike(categoriesBefore);
        topBrands = brands.namesLike(brandsBefore);
        return ProfileField.TOP_CATEGORIES.when(topCategories != categoriesBefore)
                | ProfileField.TOP_BRANDS.when(topBrands != brandsBefore);
    }

    private int updatePriceBand(long now) {
        long before = typicalPriceMinor;
        typicalPriceMinor = now;
        return ProfileField.PRICE_BAND.when(now != before);
    }

    private int updateCart(List<?> now) {
        Object[] before = cart;
        cart = like(before, now);
        return ProfileField.CART.when(cart != before);
    }

    private int updateTags(Tags now) {
        boolean same = tags.length == now.size();
        for (int i = 0; same && i < tags.length; i++) {
            same = tags[i].equals(now.name(i));
        }
        if (!same) {
            tags = new String[now.size()];
            for (int i = 0; i < tags.length; i++) {
                tags[i] = now.name(i);
            }
        }
        return ProfileField.TAGS.when(!same);
    }

    /** Returns {@code before} when it equals {@code now}, else a copy of {@code now}. */
    private static Object[] like(Object[] before, List<?> now) {
        boolean same = before.length == now.size();
        for (int i = 0; same && i < before.length; i++) {
            same = before[i].equals(now.get(i));
        }
        return same ? before : now.toArray();
    }
}
