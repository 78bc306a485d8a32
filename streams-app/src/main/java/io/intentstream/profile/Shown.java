package io.intentstream.profile;

import io.intentstream.schema.Band;
import io.intentstream.state.History;
import io.intentstream.state.Tags;
import java.util.List;

/**
 * What a user's profile showed last: what the next one's {@code changed} field compares, and the trajectory, which the
 * next one takes over. Where nothing changed, as in most updates, nothing is copied. Belongs to one user; mutable.
 */
public final class Shown {
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

    private Shown() {}

    /** What the profile of this history showed, when the intent had this band. */
    public static Shown of(History history, Band band) {
        Shown shown = new Shown();
        shown.update(history, new Top().of(history.categories()), new Top().of(history.brands()), band);
        return shown;
    }

    /** The trajectory is not that of before with one event more. */
    public void forgetTrajectory() {
        trajectory.clear();
    }

    Trajectory trajectory() {
        return trajectory;
    }

    /**
     * Takes over what the profile shows now.
     *
     * @return which of the {@link Facet}s have changed
     */
    int update(History history, Top categories, Top brands, Band nowBand) {
        int changed = Facet.SESSIONS.when(sessions != history.sessions())
                | Facet.LAST_PURCHASE_AT.when(lastPurchaseAt != history.lastPurchaseAt())
                | Facet.ORDERS.when(orders != history.orders())
                | Facet.CHANNELS.when(channels != history.channels().size())
                | Facet.INTENT.when(band != nowBand);
        sessions = history.sessions();
        lastPurchaseAt = history.lastPurchaseAt();
        orders = history.orders();
        channels = history.channels().size();
        band = nowBand;
        return changed
                | updateMonetary(history.spending().sums())
                | updateTop(categories, brands)
                | updatePriceBand(ProfileWriter.typicalPriceMinor(history.viewedPrices()))
                | updateCart(history.cart().lines())
                | updateTags(history.tags());
    }

    private int updateMonetary(List<?> now) {
        Object[] before = monetary;
        monetary = like(before, now);
        return Facet.MONETARY.when(monetary != before);
    }

    private int updateTop(Top categories, Top brands) {
        String[] categoriesBefore = topCategories;
        String[] brandsBefore = topBrands;
        topCategories = categories.namesLike(categoriesBefore);
        topBrands = brands.namesLike(brandsBefore);
        return Facet.TOP_CATEGORIES.when(topCategories != categoriesBefore)
                | Facet.TOP_BRANDS.when(topBrands != brandsBefore);
    }

    private int updatePriceBand(long now) {
        long before = typicalPriceMinor;
        typicalPriceMinor = now;
        return Facet.PRICE_BAND.when(now != before);
    }

    private int updateCart(List<?> now) {
        Object[] before = cart;
        cart = like(before, now);
        return Facet.CART.when(cart != before);
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
        return Facet.TAGS.when(!same);
    }

    /** The same array when it holds equal things in this order, or a new one that holds these. */
    private static Object[] like(Object[] before, List<?> now) {
        boolean same = before.length == now.size();
        for (int i = 0; same && i < before.length; i++) {
            same = before[i].equals(now.get(i));
        }
        return same ? before : now.toArray();
    }
}
