package io.intentstream.offline.stats;

/**
 * A metric with its uncertainty; NaN where it is not defined.
 *
 * @param value on the data as they are
 * @param low lower end of its 95 % interval
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {

    static Estimate of(double value, double[] drawn) {
        Interval interval = Interval.of(drawn);
        return new Estimate(value, interval.low(), interval.high());
    }

    /** Its 95 % interval. */
    public Interval interval() {
        return new Interval(low, high);
    }

    /** Whether the whole interval lies on one side of 0. */
    public boolean isClear() {
        return low > 0 || high < 0;
    }
}
