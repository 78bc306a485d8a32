package io.intentstream.offline.backtest;

/**
 * A share with its 95 % interval, where each user contributes several cases. A user's cases are not independent, so users are
 * the sampling unit: the share is a ratio of two sums over users, with the variance of the linearised ratio (Cochran,
 * Sampling Techniques, 3rd edition, 1977, section 2.11).
 */
final class ClusteredShare {
    /** Quantile of the normal distribution for a 95 % interval. */
    private static final double QUANTILE = 1.96;

    private long users;
    private long part;
    private long whole;
    private long partSquared;
    private long product;
    private long wholeSquared;

    /** Adds the cases of one user; a user without cases changes nothing. */
    void add(long ofPart, long ofWhole) {
        if (ofWhole == 0) {
            return;
        }
        users++;
        part += ofPart;
        whole += ofWhole;
        partSquared += ofPart * ofPart;
        product += ofPart * ofWhole;
        wholeSquared += ofWhole * ofWhole;
    }

    /** Number of cases. */
    long whole() {
        return whole;
    }

    /** The share, 0 to 1; NaN without cases. */
    double value() {
        return part / (double) whole;
    }

    /**
     * Half the width of the interval around {@link #value()}; NaN with fewer than two users, and for a share of 0 or 1, which
     * show no variance.
     */
    double margin() {
        if (users < 2 || part == 0 || part == whole) {
            return Double.NaN;
        }
        double share = value();
        double squares = partSquared - 2 * share * product + share * share * wholeSquared;
        return QUANTILE * Math.sqrt(Math.max(0, squares) * users / (users - 1)) / whole;
    }
}
