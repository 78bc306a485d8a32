package io.intentstream.offline.training.items;

import io.intentstream.core.recommendation.Association.Basket;
import io.intentstream.core.recommendation.Association.Level;
import java.util.Collection;
import java.util.List;

/**
 * Counts baskets of one kind: how many have each entry, by size of the basket, and how many have each pair. Belongs to one
 * thread.
 */
final class Baskets {
    /** Number of classes of size: 1, 2, 3 to 5, 6 to 10, and 11 or more different entries. */
    static final int CLASSES = 5;

    /** Of a larger basket only the last entries count, so that it costs no more than others. */
    static final int MOST_ENTRIES = 100;

    private final Level level;
    private final Basket kind;
    private final PairCounts pairs;
    private final int[] baskets = new int[CLASSES];
    private final int[][] withEntry;

    /**
     * @param entries number of different entries that are counted
     * @param pairs counts their pairs
     */
    Baskets(Level level, Basket kind, int entries, PairCounts pairs) {
        this.level = level;
        this.kind = kind;
        this.pairs = pairs;
        this.withEntry = new int[CLASSES][entries];
    }

    Level level() {
        return level;
    }

    Basket kind() {
        return kind;
    }

    /** Number of baskets in each class of size. */
    int[] baskets() {
        return baskets;
    }

    /** For each class of size, the number of baskets with each entry. */
    int[][] withEntry() {
        return withEntry;
    }

    /** Class of a basket with so many different entries. */
    static int sizeClass(int different) {
        return different < 2 ? 0 : different == 2 ? 1 : different <= 5 ? 2 : different <= 10 ? 3 : 4;
    }

    /**
     * Counts a basket.
     *
     * @param different its different entries, those that are not counted included
     * @param entries numbers of those that are counted, ascending, each once
     */
    void add(int different, int[] entries) {
        if (different == 0) {
            return;
        }
        int size = sizeClass(different);
        baskets[size]++;
        for (int i = 0; i < entries.length; i++) {
            withEntry[size][entries[i]]++;
            for (int j = 0; j < i; j++) {
                pairs.add(entries[j], entries[i], 1);
            }
        }
    }

    /** Ends the user in progress. */
    void endUser() {
        pairs.endUser();
    }

    /** The same, with what other threads have counted; they must not count any more. */
    static Baskets sum(List<Baskets> parts) {
        Baskets first = parts.get(0);
        for (Baskets other : parts.subList(1, parts.size())) {
            for (int size = 0; size < CLASSES; size++) {
                first.baskets[size] += other.baskets[size];
                for (int i = 0; i < first.withEntry[size].length; i++) {
                    first.withEntry[size][i] += other.withEntry[size][i];
                }
            }
        }
        return first;
    }

    /** Shows all pairs of the parts. */
    static void pairs(Collection<Baskets> parts, PairCounts.Visitor visitor) {
        PairCounts.merge(parts.stream().map(part -> part.pairs).toList(), visitor);
    }
}
