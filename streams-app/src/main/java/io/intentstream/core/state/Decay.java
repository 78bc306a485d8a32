package io.intentstream.core.state;

/** Exponential decay, 2^(-age / half-life), from a table: exact to 8 digits and the same on every machine. */
public final class Decay {
    private static final int STEPS = 1 << 11;

    /** Beyond so many half-lives nothing is left. */
    private static final int NOTHING_LEFT = 60;

    private static final double[] POWERS = powers();

    private Decay() {}

    private static double[] powers() {
        double[] powers = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            powers[i] = StrictMath.pow(2, -i / (double) STEPS);
        }
        return powers;
    }

    /**
     * What is left of 1.
     *
     * @param age milliseconds; a negative one counts as 0
     * @param halfLife milliseconds, more than 0
     */
    public static double of(long age, double halfLife) {
        if (age <= 0) {
            return 1;
        }
        return power(age / halfLife);
    }

    /**
     * 2^-halvings.
     *
     * @param halvings 0 or more
     */
    public static double power(double halvings) {
        if (halvings >= NOTHING_LEFT) {
            return 0;
        }
        int whole = (int) halvings;
        double place = (halvings - whole) * STEPS;
        int below = (int) place;
        double power = POWERS[below] + (place - below) * (POWERS[below + 1] - POWERS[below]);
        return Math.scalb(power, -whole);
    }
}
