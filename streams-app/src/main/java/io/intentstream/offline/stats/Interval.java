package io.intentstream.offline.stats;

import java.util.Arrays;

/**
 * The middle 95 % of a metric's values over drawings of users; NaN where no drawing defines the metric.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** The interval of drawn values. Undefined ones (such as the recall of a drawing without purchases) do not count. */
    static Interval of(double[] drawn) {
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
