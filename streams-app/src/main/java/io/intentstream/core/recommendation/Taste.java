package io.intentstream.core.recommendation;

import io.intentstream.core.state.Decay;
import io.intentstream.core.state.DecayedAffinities;

/** How well products fit a user by brand and price: content, without what others did. */
final class Taste {
    private static final double BRAND = 3;
    private static final double PER_HALVING = 1 / StrictMath.log(2);

    private final ItemTables tables;
    private final int[] brands;
    private final double[] shares;
    private final double meanLogPrice;

    /**
     * @param affinities for brands
     * @param meanLogPrice mean of ln(price); NaN without prices
     */
    Taste(ItemTables tables, DecayedAffinities affinities, double meanLogPrice) {
        this.tables = tables;
        this.brands = new int[affinities.size()];
        this.shares = new double[brands.length];
        this.meanLogPrice = meanLogPrice;
        for (int i = 0; i < brands.length; i++) {
            brands[i] = tables.brandNumber(affinities.name(i));
            shares[i] = affinities.share(i);
        }
    }

    private Taste(ItemTables tables) {
        this.tables = tables;
        this.brands = new int[0];
        this.shares = new double[0];
        this.meanLogPrice = Double.NaN;
    }

    /** The taste of somebody of whom nothing is known: every product fits alike. */
    static Taste unknown(ItemTables tables) {
        return new Taste(tables);
    }

    /** (1 + 3 · the user's share of its brand) · exp(-(ln price - the user's mean ln price)²); 1 for what is not known. */
    double fit(int item) {
        double fit = 1;
        int brand = tables.brandOf(item);
        for (int i = 0; i < brands.length; i++) {
            if (brands[i] == brand && brand != ItemTables.NONE) {
                fit += BRAND * shares[i];
            }
        }
        double distance = tables.logPrice(item) - meanLogPrice;
        return Double.isNaN(distance) ? fit : fit * Decay.power(distance * distance * PER_HALVING);
    }
}
