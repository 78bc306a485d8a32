package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Interval;

/**
 * A figure and how sure it is; NaN where it is not defined.
 *
 * @param value on the data as they are
 * @param low lower end of its 95 % interval
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {

    /** From a value and the values drawn. */
    public static Estimate of(double value, double[] drawn) {
        Interval interval = Interval.of(drawn);
        return new Estimate(value, interval.low(), interval.high());
    }

    /** Whether the whole interval lies on one side of 0. */
    public boolean isClear() {
        return low > 0 || high < 0;
    }
}
