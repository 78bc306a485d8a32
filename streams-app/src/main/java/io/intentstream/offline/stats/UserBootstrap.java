package io.intentstream.offline.stats;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws users with replacement for confidence intervals. It draws users, not events, since one user's events are alike:
 * drawing events would make the intervals too narrow. The same seed draws the same users, so metrics of two models on the
 * same events can be compared drawing by drawing.
 *
 * @param users number of users, who are numbered from 0 on
 * @param rounds number of drawings, each of as many users
 * @param seed of the random numbers
 */
public record UserBootstrap(int users, int rounds, long seed) {
    /** The default number of drawings. */
    public static final int ROUNDS = 500;

    /**
     * How often each user is drawn, drawing by drawing. One array serves all drawings, since one for each would take
     * hundreds of times the memory: use it before taking the next, and do not keep it.
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
}
