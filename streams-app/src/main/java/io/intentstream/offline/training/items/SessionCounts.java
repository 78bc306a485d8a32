package io.intentstream.offline.training.items;

import io.intentstream.core.recommendation.Association.Basket;
import io.intentstream.core.recommendation.Association.Level;
import io.intentstream.core.state.ItemDetails;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is counted of users' sessions: which products and categories follow one another, and baskets. A user counts once for
 * each pair of products and UTC day, and a few times for a pair of categories, so that nobody can push a product alone. Belongs to one thread.
 */
final class SessionCounts {
    /** All of 1, 1/2 … 1/10 are whole numbers of this part: sums are exact. */
    static final int PARTS = 2520;

    private static final int FARTHEST_ITEM = 10;
    private static final int FARTHEST_CATEGORY = 5;

    /** Of a longer session only the last products count. */
    private static final int MOST_ITEMS = 100;

    /** As often a user counts for a pair of categories on a day. */
    private static final int MOST_TRANSITIONS = 10 * PARTS;

    static final long DAY_MILLIS = 86_400_000;

    private final KeptItems kept;
    private final Set<String> excluded;
    private final PairCounts viewed;
    private final PairCounts transitions;
    private final List<Baskets> baskets = new ArrayList<>();

    SessionCounts(KeptItems kept, ItemsOptions options, Path folder) {
        this.kept = kept;
        this.excluded = options.excludedCategories();
        this.viewed = new PairCounts(folder, options.pairsInMemory());
        this.transitions = new PairCounts(folder, options.pairsInMemory());
        for (Level level : Level.values()) {
            int entries = level == Level.ITEM
                    ? kept.items().size()
                    : kept.categories().size();
            for (Basket kind : Basket.values()) {
                baskets.add(new Baskets(level, kind, entries, new PairCounts(folder, options.pairsInMemory())));
            }
        }
    }

    /** Pairs of products, in parts of {@link #PARTS}: the second followed the first. */
    PairCounts viewed() {
        return viewed;
    }

    /** Pairs of categories, likewise. */
    PairCounts transitions() {
        return transitions;
    }

    /** Baskets of each level and kind. */
    List<Baskets> baskets() {
        return baskets;
    }

    /** Counts a user's sessions. */
    void add(List<List<WindowEvent>> user) {
        Map<Long, Integer> ofDay = new HashMap<>();
        Map<Long, Integer> categoriesOfDay = new HashMap<>();
        long day = Long.MIN_VALUE;
        for (List<WindowEvent> session : user) {
            long began = session.get(0).time() / DAY_MILLIS;
            if (began != day) {
                add(ofDay, viewed);
                add(categoriesOfDay, transitions);
                day = began;
            }
            follow(items(session), ofDay);
            followCategories(categories(session), categoriesOfDay);
            for (Baskets each : baskets) {
                count(session, each);
            }
        }
        add(ofDay, viewed);
        add(categoriesOfDay, transitions);
        viewed.endUser();
        transitions.endUser();
        baskets.forEach(Baskets::endUser);
    }

    private static void add(Map<Long, Integer> ofDay, PairCounts counts) {
        ofDay.forEach((pair, weight) -> counts.add((int) (pair >>> 32), (int) (long) pair, weight));
        ofDay.clear();
    }

    /** The session's products in order; a product twice in a row is one. Unknown ones keep their place: -1. */
    private int[] items(List<WindowEvent> session) {
        List<String> ids = new ArrayList<>();
        for (WindowEvent event : session) {
            for (int part = 0; isWanted(event.type()) && part < event.itemCount(); part++) {
                String itemId = event.item(part).itemId();
                if (itemId != null && (ids.isEmpty() || !ids.get(ids.size() - 1).equals(itemId))) {
                    ids.add(itemId);
                }
            }
        }
        return numbers(ids.subList(Math.max(0, ids.size() - MOST_ITEMS), ids.size()), kept.itemNumbers());
    }

    private int[] categories(List<WindowEvent> session) {
        List<String> ids = new ArrayList<>();
        for (WindowEvent event : session) {
            for (int part = 0; isWanted(event.type()) && part < event.itemCount(); part++) {
                if (event.item(part).categoryId() != null) {
                    ids.add(event.item(part).categoryId());
                }
            }
        }
        return numbers(ids, kept.categoryNumbers());
    }

    private static int[] numbers(List<String> ids, Map<String, Integer> known) {
        return ids.stream().mapToInt(id -> known.getOrDefault(id, -1)).toArray();
    }

    private static void follow(int[] items, Map<Long, Integer> ofDay) {
        for (int later = 0; later < items.length; later++) {
            for (int earlier = Math.max(0, later - FARTHEST_ITEM); earlier < later; earlier++) {
                if (items[earlier] >= 0 && items[later] >= 0 && items[earlier] != items[later]) {
                    long pair = (long) items[earlier] << 32 | items[later];
                    ofDay.merge(pair, PARTS / (later - earlier), Math::max);
                }
            }
        }
    }

    private static void followCategories(int[] categories, Map<Long, Integer> ofDay) {
        for (int later = 0; later < categories.length; later++) {
            for (int earlier = Math.max(0, later - FARTHEST_CATEGORY); earlier < later; earlier++) {
                if (categories[earlier] >= 0 && categories[later] >= 0) {
                    long pair = (long) categories[earlier] << 32 | categories[later];
                    ofDay.merge(pair, PARTS / (later - earlier), (sum, more) -> Math.min(MOST_TRANSITIONS, sum + more));
                }
            }
        }
    }

    private void count(List<WindowEvent> session, Baskets counts) {
        Set<String> basket = basket(session, counts.level(), counts.kind());
        Map<String, Integer> known = counts.level() == Level.ITEM ? kept.itemNumbers() : kept.categoryNumbers();
        counts.add(basket.size(), entries(basket, known));
    }

    /** Numbers of a basket's known entries, ascending; of a large basket, of the last. */
    static int[] entries(Set<String> basket, Map<String, Integer> known) {
        int[] numbers = basket.stream()
                .skip(Math.max(0, basket.size() - Baskets.MOST_ENTRIES))
                .mapToInt(id -> known.getOrDefault(id, -1))
                .filter(number -> number >= 0)
                .sorted()
                .toArray();
        return numbers;
    }

    /** The different products or categories of a session's basket, in the order of their first event. */
    Set<String> basket(List<WindowEvent> session, Level level, Basket kind) {
        Set<String> basket = new LinkedHashSet<>();
        for (WindowEvent event : session) {
            if (!isIn(event.type(), kind)) {
                continue;
            }
            for (int part = 0; part < event.itemCount(); part++) {
                ItemDetails item = event.item(part);
                String id = level == Level.ITEM ? item.itemId() : item.categoryId();
                if (id != null && (item.categoryId() == null || !excluded.contains(item.categoryId()))) {
                    basket.add(id);
                }
            }
        }
        return basket;
    }

    /** Whether an event shows that its products are wanted: all do but removals from the cart and refunds. */
    static boolean isWanted(EventType type) {
        return type != EventType.REFUND && type != EventType.REMOVE_FROM_CART;
    }

    private static boolean isIn(EventType type, Basket kind) {
        return switch (kind) {
            case CO_VIEW -> isWanted(type);
            case CO_CART ->
                type == EventType.ADD_TO_CART || type == EventType.ADD_TO_WISHLIST || type == EventType.PURCHASE;
            case CO_PURCHASE -> type == EventType.PURCHASE;
        };
    }
}
