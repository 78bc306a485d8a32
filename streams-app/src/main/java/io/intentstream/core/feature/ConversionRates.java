package io.intentstream.core.feature;

import org.jspecify.annotations.Nullable;

/** Popularity and smoothed rates by bucket, computed once from counts. Immutable. */
final class ConversionRates {
    private static final int POPULARITY = 0;
    private static final int BUY_RATE = 1;
    private static final int CART_RATE = 2;
    private static final int KINDS = 3;

    /** The three values of a bucket are neighbours, so that they share a cache line. */
    private final double[] values = new double[KINDS * BucketCounts.BUCKETS];

    /** @param prior views at the mean rate that are added to each bucket's own */
    ConversionRates(BucketCounts counts, double prior) {
        double views = 0;
        double carts = 0;
        double purchases = 0;
        for (int bucket = 0; bucket < BucketCounts.BUCKETS; bucket++) {
            views += counts.views(bucket);
            carts += counts.carts(bucket);
            purchases += counts.purchases(bucket);
        }
        double meanBuyRate = meanRate(purchases, views);
        double meanCartRate = meanRate(carts, views);
        for (int bucket = 0; bucket < BucketCounts.BUCKETS; bucket++) {
            double all = counts.views(bucket) + prior;
            int first = KINDS * bucket;
            values[first + POPULARITY] = NumericFeature.log1p(counts.views(bucket));
            values[first + BUY_RATE] = StrictMath.log((counts.purchases(bucket) + prior * meanBuyRate) / all);
            values[first + CART_RATE] = StrictMath.log((counts.carts(bucket) + prior * meanCartRate) / all);
        }
    }

    /** NaN when nothing was counted: there is no rate then. */
    private static double meanRate(double number, double views) {
        return number > 0 && views > 0 ? number / views : Double.NaN;
    }

    /** ln(1 + views); NaN without an id. */
    double popularity(@Nullable String id) {
        return value(id, POPULARITY);
    }

    /** ln(purchases per view), smoothed; NaN without an id, or when no purchase was counted. */
    double buyRate(@Nullable String id) {
        return value(id, BUY_RATE);
    }

    /** ln(additions to the cart per view), smoothed; NaN without an id, or when no addition was counted. */
    double cartRate(@Nullable String id) {
        return value(id, CART_RATE);
    }

    private double value(@Nullable String id, int kind) {
        return id == null ? Double.NaN : values[KINDS * BucketCounts.bucket(id) + kind];
    }
}
