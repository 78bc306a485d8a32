package io.intentstream.offline.training.items;

import io.intentstream.offline.training.data.HeldOutUsers;
import java.time.Duration;
import java.util.Set;

/**
 * How an items bundle is trained.
 *
 * @param minUsers fewest different users behind a product, a pair of products and a rule in the tables, 1 or more
 * @param neighbours most products that go with one
 * @param maxItems most products; the most popular are kept
 * @param halfLife time in which an event's weight for popularity halves
 * @param sessionGap inactivity that ends a session
 * @param excludedCategories categories that must not appear anywhere
 * @param heldOut users who are left out
 * @param until events of this time or later are left out, epoch milliseconds
 * @param threads worker threads
 */
public record ItemsOptions(
        int minUsers,
        int neighbours,
        int maxItems,
        Duration halfLife,
        Duration sessionGap,
        Set<String> excludedCategories,
        HeldOutUsers heldOut,
        long until,
        int threads) {
    private static final int TABLES = 8;

    /** A quarter of the heap is for pairs: so many in each table of each thread. */
    int pairsInMemory() {
        long each = Runtime.getRuntime().maxMemory() / 4 / threads / TABLES;
        return (int) Math.min(1 << 21, Math.max(1 << 10, each / PairCounts.BYTES_EACH));
    }

    /** The same options for events before another time. */
    ItemsOptions until(long time) {
        return new ItemsOptions(
                minUsers, neighbours, maxItems, halfLife, sessionGap, excludedCategories, heldOut, time, threads);
    }
}
