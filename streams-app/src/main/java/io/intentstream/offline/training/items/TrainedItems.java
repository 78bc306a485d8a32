package io.intentstream.offline.training.items;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.ItemTables;
import java.util.List;

/**
 * What a training has counted.
 *
 * @param tables for recommendations
 * @param associations the rules, the most significant first
 * @param baskets how many baskets there were
 * @param users users with events
 * @param sessions their sessions, without those of crawlers
 * @param events their events
 * @param differentItems different products, also those that the tables leave out
 */
record TrainedItems(
        ItemTables tables,
        List<Association> associations,
        List<BasketTotals> baskets,
        long users,
        long sessions,
        long events,
        int differentItems) {

    /**
     * Baskets of one level and kind.
     *
     * @param all baskets
     * @param severalEntries baskets with two or more different entries
     * @param rules rules that were kept
     */
    record BasketTotals(Association.Level level, Association.Basket kind, long all, long severalEntries, long rules) {}
}
