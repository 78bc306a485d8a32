package io.intentstream.offline.training.items;

import io.intentstream.core.state.ItemDetails;
import io.intentstream.core.state.WindowEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of each product and category: different users, days on which a user wanted it, decayed up to the end of the
 * training, and the latest known details. Memory depends on the number of different products. Belongs to one thread.
 */
final class ItemCounts {
    /** A day at the end of the training, in the integers that weights are summed in. */
    static final long ONE = 1L << 30;

    private final long end;
    private final double halfLife;
    private final Set<String> excluded;
    private final Set<String> excludedItems = new HashSet<>();
    private final Map<String, Counted> items = new HashMap<>();
    private final Map<String, Counted> categories = new HashMap<>();
    private long users;
    private long sessions;
    private long events;

    /** @param end of the training, epoch milliseconds */
    ItemCounts(long end, ItemsOptions options) {
        this.end = end;
        this.halfLife = options.halfLife().toMillis();
        this.excluded = options.excludedCategories();
    }

    /** What is counted of a product or a category. */
    static final class Counted {
        private int users;
        private long weight;
        private Details details = Details.NONE;

        int users() {
            return users;
        }

        /** Sum of the weights of its users' days, in parts of {@link #ONE}. */
        long weight() {
            return weight;
        }

        Details details() {
            return details;
        }

        private void add(Counted other) {
            users += other.users;
            weight += other.weight;
            details = details.latest(other.details);
        }
    }

    /**
     * The latest known details of a product, each with its time. Of equal times the greater text or price counts, so that the
     * order of the input does not matter.
     */
    record Details(
            @Nullable String categoryId,
            long categoryAt,
            @Nullable String brand,
            long brandAt,
            long priceMinor,
            long priceAt) {
        private static final Details NONE = new Details(null, Long.MIN_VALUE, null, Long.MIN_VALUE, -1, Long.MIN_VALUE);
        private static final Comparator<@Nullable String> TEXTS = Comparator.nullsFirst(Comparator.naturalOrder());

        private static Details of(ItemDetails item, long time) {
            return new Details(
                    item.categoryId(),
                    item.categoryId() == null ? Long.MIN_VALUE : time,
                    item.brand(),
                    item.brand() == null ? Long.MIN_VALUE : time,
                    item.priceMinor(),
                    item.priceMinor() <= 0 ? Long.MIN_VALUE : time);
        }

        private Details latest(Details other) {
            boolean category = isLater(other.categoryAt, categoryAt, TEXTS.compare(other.categoryId, categoryId));
            boolean brands = isLater(other.brandAt, brandAt, TEXTS.compare(other.brand, brand));
            boolean price = isLater(other.priceAt, priceAt, Long.compare(other.priceMinor, priceMinor));
            if (!category && !brands && !price) {
                return this;
            }
            return new Details(
                    category ? other.categoryId : categoryId,
                    category ? other.categoryAt : categoryAt,
                    brands ? other.brand : brand,
                    brands ? other.brandAt : brandAt,
                    price ? other.priceMinor : priceMinor,
                    price ? other.priceAt : priceAt);
        }

        private static boolean isLater(long time, long than, int order) {
            return time > than || time == than && order > 0;
        }
    }

    /** Counts a user's sessions. */
    void add(List<List<WindowEvent>> user) {
        users++;
        sessions += user.size();
        User counting = new User();
        for (List<WindowEvent> session : user) {
            events += session.size();
            for (WindowEvent event : session) {
                if (SessionCounts.isWanted(event.type())) {
                    for (int part = 0; part < event.itemCount(); part++) {
                        counting.add(event.item(part), event.time());
                    }
                }
            }
        }
    }

    /** The user in progress, who counts once for each product and day, so that nobody makes a bestseller alone. */
    private final class User {
        private final Set<String> items = new HashSet<>();
        private final Set<String> categories = new HashSet<>();
        private final Set<String> itemsOfDay = new HashSet<>();
        private final Set<String> categoriesOfDay = new HashSet<>();
        private long day = Long.MIN_VALUE;

        void add(ItemDetails item, long time) {
            if (item.categoryId() != null && excluded.contains(item.categoryId())) {
                if (item.itemId() != null) {
                    excludedItems.add(item.itemId());
                }
                return;
            }
            if (time / SessionCounts.DAY_MILLIS != day) {
                day = time / SessionCounts.DAY_MILLIS;
                itemsOfDay.clear();
                categoriesOfDay.clear();
            }
            boolean counts;
            if (item.itemId() == null) {
                counts = item.categoryId() != null && categoriesOfDay.add(item.categoryId());
            } else {
                counts = itemsOfDay.add(item.itemId());
                Counted counted = count(ItemCounts.this.items, item.itemId(), items, counts ? weight(time) : 0);
                counted.details = counted.details.latest(Details.of(item, time));
            }
            if (item.categoryId() != null) {
                count(ItemCounts.this.categories, item.categoryId(), categories, counts ? weight(time) : 0);
            }
        }

        private static Counted count(Map<String, Counted> counts, String id, Set<String> seen, long weight) {
            Counted counted = counts.computeIfAbsent(id, key -> new Counted());
            counted.weight += weight;
            if (seen.add(id)) {
                counted.users++;
            }
            return counted;
        }
    }

    private long weight(long time) {
        return Math.round(ONE * StrictMath.pow(2, -Math.max(0, end - time) / halfLife));
    }

    /** Adds what another thread has counted of other users. */
    void add(ItemCounts other) {
        users += other.users;
        sessions += other.sessions;
        events += other.events;
        excludedItems.addAll(other.excludedItems);
        merge(items, other.items);
        merge(categories, other.categories);
    }

    private static void merge(Map<String, Counted> into, Map<String, Counted> from) {
        from.forEach(
                (id, counted) -> into.computeIfAbsent(id, key -> new Counted()).add(counted));
    }

    /**
     * The products that at least so many users had, the most popular first, at most {@code most}. Those that were seen in an
     * excluded category, by anybody, are left out.
     */
    List<String> items(int minUsers, int most) {
        return ranked(items, minUsers).stream()
                .filter(item -> !excludedItems.contains(item))
                .limit(most)
                .toList();
    }

    /** The categories that at least so many users had, the most popular first. */
    List<String> categories(int minUsers) {
        return ranked(categories, minUsers);
    }

    private static List<String> ranked(Map<String, Counted> counts, int minUsers) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue().users >= minUsers)
                .sorted(Comparator.comparingLong((Map.Entry<String, Counted> entry) -> -entry.getValue().weight)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is counted of a product. */
    Counted item(String itemId) {
        return Objects.requireNonNull(items.get(itemId));
    }

    /** What is counted of a category. */
    Counted category(String categoryId) {
        return Objects.requireNonNull(categories.get(categoryId));
    }

    long users() {
        return users;
    }

    long sessions() {
        return sessions;
    }

    long events() {
        return events;
    }

    int differentItems() {
        return items.size();
    }
}
