package io.intentstream.offline.backtest;

/**
 * A part of a whole to which users bring several each, with its 95 % interval. What one user brings is not independent, so
 * the users are what counts: the share is a ratio of two sums over users, and its variance that of the linearised ratio
 * (Cochran, Sampling Techniques, 3rd edition, 1977, section 2.11).
 */
final class ClusteredShare {
    /** Of the normal distribution, for 95 %. */
    private static final double QUANTILE = 1.96;

    private long users;
    private long part;
    private long whole;
    private long partSquared;
    private long product;
    private long wholeSquared;

    /** Adds what one user brings; nothing when the whole is 0. */
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

    /** How many the share is of. */
    long whole() {
        return whole;
    }

    /** The share, 0 to 1; NaN of nothing. */
    double value() {
        return part / (double) whole;
    }

    /**
     * Half the width of the interval around {@link #value()}; NaN when fewer than two users, or a share of nothing or all,
     * tell nothing about it.
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
