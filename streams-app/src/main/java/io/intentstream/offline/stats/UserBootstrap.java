package io.intentstream.offline.stats;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Confidence intervals by drawing users, not events, with replacement: one user's events are alike, so drawing events
 * would make the interval too narrow. The same seed draws the same users, so figures of two models on the same events
 * can be compared draw by draw.
 *
 * @param users number of users, which predictions name from 0 on
 * @param rounds how often as many are drawn
 * @param seed of the drawings
 */
public record UserBootstrap(int users, int rounds, long seed) {
    /** How often users are drawn unless told otherwise. */
    public static final int ROUNDS = 500;

    /**
     * How often each user is drawn, round by round. One array serves all rounds, since one for each would be hundreds of
     * times the users: use it before taking the next, and don't keep it.
     */
    public Stream<int[]> drawings() {
        Random random = new Random(seed);
        int[] times = new int[users];
        return IntStream.range(0, rounds).mapToObj(round -> {
            Arrays.fill(times, 0);
            for (int i = 0; i < users; i++) {
                times[random.nextInt(users)]++;
            }
            return times;
        });
    }

    /** The interval of one figure. */
    public static Interval interval(Predictions predictions, Metric figure, long seed) {
        int users = Arrays.stream(predictions.users()).max().orElse(-1) + 1;
        MetricCalculator panel = new MetricCalculator(predictions, 1, 1);
        return Interval.of(new UserBootstrap(users, ROUNDS, seed)
                .drawings()
                .mapToDouble(times -> panel.figures(times)[figure.ordinal()])
                .toArray());
    }
}
