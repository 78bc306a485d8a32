package io.intentstream.metric;

import java.util.Arrays;
import java.util.Random;

/**
 * Confidence intervals by drawing users, not events, with replacement: one user's events are alike, so drawing events
 * would make the interval too narrow. The same seed draws the same users, so figures of two models on the same events
 * can be compared draw by draw.
 */
public final class UserBootstrap {
    /** How often users are drawn unless told otherwise. */
    public static final int ROUNDS = 500;

    private UserBootstrap() {}

    /**
     * How often each user is drawn, in each round.
     *
     * @param users number of users, which predictions name from 0 on
     */
    public static int[][] draw(int users, int rounds, long seed) {
        Random random = new Random(seed);
        int[][] times = new int[rounds][users];
        for (int[] round : times) {
            for (int i = 0; i < users; i++) {
                round[random.nextInt(users)]++;
            }
        }
        return times;
    }

    /** The interval of one figure. */
    public static Interval interval(Predictions predictions, Figure figure, long seed) {
        int users = Arrays.stream(predictions.users()).max().orElse(-1) + 1;
        FigurePanel panel = new FigurePanel(predictions, 1, 1);
        return Interval.of(Arrays.stream(draw(users, ROUNDS, seed))
                .mapToDouble(times -> panel.figures(times)[figure.ordinal()])
                .toArray());
    }
}
