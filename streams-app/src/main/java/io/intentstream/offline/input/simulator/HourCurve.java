package io.intentstream.offline.input.simulator;

/** How many sessions begin in each hour of the day, UTC, relative to the mean of the day. */
enum HourCurve {
    /** Two peaks, at noon and in the evening. */
    DAY(3, 2, 1, 1, 1, 2, 4, 6, 8, 10, 11, 12, 13, 12, 11, 11, 12, 13, 15, 17, 18, 16, 11, 6),
    /** From late evening to the small hours. */
    NIGHT(22, 18, 12, 6, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 4, 6, 10, 16, 22, 24);

    private static final long HOUR_MILLIS = 3_600_000;

    private final double[] relative = new double[24];

    HourCurve(int... weights) {
        double sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        for (int hour = 0; hour < 24; hour++) {
            relative[hour] = weights[hour] * 24 / sum;
        }
    }

    /** Arrivals at this time relative to the mean of the day. */
    double at(long epochMillis) {
        return relative[(int) Math.floorMod(Math.floorDiv(epochMillis, HOUR_MILLIS), 24L)];
    }

    /** The highest value of any curve. */
    static double peak() {
        double peak = 0;
        for (HourCurve curve : values()) {
            for (double value : curve.relative) {
                peak = Math.max(peak, value);
            }
        }
        return peak;
    }
}
