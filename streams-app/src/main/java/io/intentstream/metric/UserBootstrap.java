package io.intentstream.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Confidence intervals by drawing users, not events, with replacement: one user's events are alike, so drawing events
 * would make the interval too narrow.
 */
public final class UserBootstrap {
    private static final int ROUNDS = 500;

    private UserBootstrap() {}

    /** The middle 95 % of a figure over the draws. */
    public record Interval(double low, double high) {}

    public static Interval interval(Predictions predictions, ToDoubleFunction<Predictions> figure, long seed) {
        Map<Integer, List<Integer>> byUser = new TreeMap<>();
        for (int i = 0; i < predictions.size(); i++) {
            byUser.computeIfAbsent(predictions.users()[i], user -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> users = List.copyOf(byUser.values());
        Random random = new Random(seed);
        double[] drawn = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int[] events = random.ints(users.size(), 0, users.size())
                    .boxed()
                    .flatMap(user -> users.get(user).stream())
                    .mapToInt(Integer::intValue)
                    .toArray();
            drawn[round] = figure.applyAsDouble(predictions.select(events));
        }
        Arrays.sort(drawn);
        return new Interval(drawn[ROUNDS * 25 / 1000], drawn[ROUNDS * 975 / 1000]);
    }
}
