package io.intentstream.offline.training.items;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts triples of entries whose pairs are all frequent (Apriori: a triple cannot occur more often than its pairs), and the
 * frequent pairs by size of the basket. Belongs to one thread.
 */
final class Triples {
    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;

    private final Set<Long> frequent;
    private final Map<Long, int[]> pairsBySize = new HashMap<>();
    private final Map<Long, Counted> triples = new TreeMap<>();
    private int user = 1;

    /** @param frequent pairs, by {@link #pair} */
    Triples(Set<Long> frequent) {
        this.frequent = frequent;
    }

    /** How often a triple occurs. */
    static final class Counted {
        private int baskets;
        private int users;
        private int lastUser;

        int baskets() {
            return baskets;
        }

        int users() {
            return users;
        }
    }

    /** A pair in one number; {@code first} is the smaller. */
    static long pair(int first, int second) {
        return (long) first << BITS | second;
    }

    /** The members of a triple, ascending. */
    static int[] members(long triple) {
        return new int[] {(int) (triple >>> 2 * BITS), (int) (triple >>> BITS & MASK), (int) (triple & MASK)};
    }

    /** Counts a basket, as {@link Baskets#add} does. */
    void add(int different, int[] entries) {
        int size = Baskets.sizeClass(different);
        for (int i = 0; i < entries.length; i++) {
            for (int j = i + 1; j < entries.length; j++) {
                long pair = pair(entries[i], entries[j]);
                if (frequent.contains(pair)) {
                    pairsBySize.computeIfAbsent(pair, key -> new int[Baskets.CLASSES])[size]++;
                    addTriples(entries, i, j);
                }
            }
        }
    }

    private void addTriples(int[] entries, int first, int second) {
        for (int third = second + 1; third < entries.length; third++) {
            if (frequent.contains(pair(entries[first], entries[third]))
                    && frequent.contains(pair(entries[second], entries[third]))) {
                long triple = pair(entries[first], entries[second]) << BITS | entries[third];
                Counted counted = triples.computeIfAbsent(triple, key -> new Counted());
                counted.baskets++;
                if (counted.lastUser != user) {
                    counted.lastUser = user;
                    counted.users++;
                }
            }
        }
    }

    /** Ends the user in progress. */
    void endUser() {
        user++;
    }

    /** Adds what another thread has counted of other users. */
    void add(Triples other) {
        other.pairsBySize.forEach((pair, bySize) -> {
            int[] sum = pairsBySize.computeIfAbsent(pair, key -> new int[Baskets.CLASSES]);
            for (int size = 0; size < sum.length; size++) {
                sum[size] += bySize[size];
            }
        });
        other.triples.forEach((triple, counted) -> {
            Counted sum = triples.computeIfAbsent(triple, key -> new Counted());
            sum.baskets += counted.baskets;
            sum.users += counted.users;
        });
    }

    /** Baskets with a frequent pair, by size. */
    int[] pairBySize(int first, int second) {
        return pairsBySize.getOrDefault(
                pair(Math.min(first, second), Math.max(first, second)), new int[Baskets.CLASSES]);
    }

    /** Baskets with a frequent pair, whatever their order. */
    long pairTogether(int first, int second) {
        return Arrays.stream(pairBySize(first, second)).asLongStream().sum();
    }

    /** The triples, ascending. */
    Map<Long, Counted> triples() {
        return triples;
    }
}
