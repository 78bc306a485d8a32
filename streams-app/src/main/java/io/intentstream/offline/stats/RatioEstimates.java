package io.intentstream.offline.stats;

import java.util.Arrays;

/**
 * A ratio of two sums over users, with its 95 % interval. Ratios of two approaches on the same users are compared drawing by
 * drawing.
 */
public final class RatioEstimates {
    private final double value;
    private final double[] drawn;

    /**
     * @param numerators of each user
     * @param denominators of each user; where their sum is 0, the ratio is NaN
     * @param bootstrap draws users; the same for all that are compared
     */
    public RatioEstimates(double[] numerators, double[] denominators, UserBootstrap bootstrap) {
        int[] once = new int[numerators.length];
        Arrays.fill(once, 1);
        value = ratio(numerators, denominators, once);
        drawn = bootstrap
                .drawings()
                .mapToDouble(times -> ratio(numerators, denominators, times))
                .toArray();
    }

    /** The ratio with its interval. */
    public Estimate estimate() {
        return Estimate.of(value, drawn);
    }

    /** This ratio minus another's on the same users. */
    public Estimate leadOver(RatioEstimates other) {
        double[] leads = new double[drawn.length];
        Arrays.setAll(leads, round -> drawn[round] - other.drawn[round]);
        return Estimate.of(value - other.value, leads);
    }

    private static double ratio(double[] numerators, double[] denominators, int[] times) {
        double numerator = 0;
        double denominator = 0;
        for (int user = 0; user < times.length; user++) {
            numerator += times[user] * numerators[user];
            denominator += times[user] * denominators[user];
        }
        return numerator / denominator;
    }
}
