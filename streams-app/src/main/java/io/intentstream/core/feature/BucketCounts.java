package io.intentstream.core.feature;

import io.intentstream.core.state.WindowEvent;
import java.util.Arrays;

/**
 * Views, additions to the cart and purchases, counted by the hash of an id in {@value #BUCKETS} buckets. Ids in the same
 * bucket are counted as one. Not thread-safe.
 */
public final class BucketCounts {
    /** Number of buckets. */
    public static final int BUCKETS = 1 << 16;

    /** Numbers per bucket. */
    private static final int KINDS = 3;

    private static final int CARTS = 1;
    private static final int PURCHASES = 2;

    private final int[] counts;

    /** Counts of nothing yet. */
    public BucketCounts() {
        this(new int[KINDS * BUCKETS]);
    }

    private BucketCounts(int[] counts) {
        this.counts = counts;
    }

    /**
     * Counts from {@link #toArray}.
     *
     * @throws IllegalArgumentException when there are more or fewer of them, or a negative one
     */
    public static BucketCounts of(int[] counts) {
        if (counts.length != KINDS * BUCKETS || Arrays.stream(counts).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "There must be " + KINDS * BUCKETS + " counts of 0 or more, but there are " + counts.length);
        }
        return new BucketCounts(counts.clone());
    }

    /** The bucket of an id, 0 to {@value #BUCKETS} - 1. */
    static int bucket(String id) {
        return (int) (WindowEvent.hash(id) & (BUCKETS - 1));
    }

    /** For each bucket the number of views, of additions to the cart and of purchases, one bucket after the other. */
    public int[] toArray() {
        return counts.clone();
    }

    int views(int bucket) {
        return counts[KINDS * bucket];
    }

    int carts(int bucket) {
        return counts[KINDS * bucket + CARTS];
    }

    int purchases(int bucket) {
        return counts[KINDS * bucket + PURCHASES];
    }

    void addView(String id) {
        counts[KINDS * bucket(id)]++;
    }

    void addCart(String id) {
        counts[KINDS * bucket(id) + CARTS]++;
    }

    void addPurchase(String id) {
        counts[KINDS * bucket(id) + PURCHASES]++;
    }

    void add(BucketCounts more) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.addExact(counts[i], more.counts[i]);
        }
    }

    BucketCounts without(BucketCounts some) {
        int[] rest = new int[counts.length];
        Arrays.setAll(rest, i -> Math.max(0, counts[i] - some.counts[i]));
        return new BucketCounts(rest);
    }
}
