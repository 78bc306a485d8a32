package io.intentstream.profile;

import io.intentstream.schema.Band;
import io.intentstream.state.History;
import io.intentstream.state.Leanings;
import io.intentstream.state.Spending;
import io.intentstream.state.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * What a profile showed at a moment, reduced to what its {@code changed} field compares.
 *
 * @param sessions visits
 * @param lastPurchaseAt event time of the latest purchase
 * @param orders purchases
 * @param monetary purchase value
 * @param topCategories strongest categories in order
 * @param topBrands strongest brands in order
 * @param typicalPriceMinor middle of the price band
 * @param channels number of channels
 * @param cart cart lines
 * @param tags names of the tags
 * @param band band of the intent
 */
public record Facets(
        long sessions,
        long lastPurchaseAt,
        long orders,
        List<Spending.Sum> monetary,
        List<String> topCategories,
        List<String> topBrands,
        long typicalPriceMinor,
        int channels,
        List<?> cart,
        List<String> tags,
        Band band) {

    /** The facets of a history whose intent has this band. */
    public static Facets of(History history, Band band) {
        return new Facets(
                history.sessions(),
                history.lastPurchaseAt(),
                history.orders(),
                List.copyOf(history.spending().sums()),
                top(history.categories()),
                top(history.brands()),
                ProfileWriter.typicalPriceMinor(history.viewedPrices()),
                history.channels().size(),
                List.copyOf(history.cart().lines()),
                names(history.tags()),
                band);
    }

    private static List<String> top(Leanings leanings) {
        int[] strongest = leanings.strongest(ProfileWriter.TOP);
        List<String> names = new ArrayList<>(strongest.length);
        for (int i : strongest) {
            names.add(leanings.name(i));
        }
        return names;
    }

    private static List<String> names(Tags tags) {
        List<String> names = new ArrayList<>(tags.size());
        for (int i = 0; i < tags.size(); i++) {
            names.add(tags.name(i));
        }
        return names;
    }

    /** Names of the profile's fields that differ from {@code before}. */
    public List<String> changedSince(Facets before) {
        List<String> changed = new ArrayList<>(4);
        add(changed, "sessions", sessions != before.sessions);
        add(changed, "lastPurchaseAt", lastPurchaseAt != before.lastPurchaseAt);
        add(changed, "orders", orders != before.orders);
        add(changed, "monetary", !monetary.equals(before.monetary));
        add(changed, "topCategories", !topCategories.equals(before.topCategories));
        add(changed, "topBrands", !topBrands.equals(before.topBrands));
        add(changed, "priceBand", typicalPriceMinor != before.typicalPriceMinor);
        add(changed, "channels", channels != before.channels);
        add(changed, "cart", !cart.equals(before.cart));
        add(changed, "tags", !tags.equals(before.tags));
        add(changed, "intent", band != before.band);
        return changed;
    }

    private static void add(List<String> changed, String name, boolean differs) {
        if (differs) {
            changed.add(name);
        }
    }
}
