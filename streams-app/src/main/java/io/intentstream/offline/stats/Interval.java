package io.intentstream.offline.stats;

import java.util.Arrays;

/**
 * The middle 95 % of a figure over drawings.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** From the values drawn; those that are not defined, as without any purchase, are left out. */
    public static Interval of(double[] drawn) {
        double[] sorted = Arrays.stream(drawn)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        return new Interval(sorted[sorted.length * 25 / 1000], sorted[sorted.length * 975 / 1000]);
    }
}
