package io.intentstream.offline.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Three parts of something, by user: 60 % to learn from, 20 % to stop and calibrate by, 20 % never touched until the
 * end.
 *
 * @param training to fit weights, normalisation and vocabularies
 * @param validation to stop early, to calibrate and to set thresholds
 * @param test for the figures that are reported
 */
public record Split<T>(List<T> training, List<T> validation, List<T> test) {
    private static final double TRAINING = 0.6;
    private static final double VALIDATION = 0.2;

    /** The same split of what becomes of each part. */
    <R> Split<R> map(Function<List<T>, List<R>> change) {
        return new Split<>(change.apply(training), change.apply(validation), change.apply(test));
    }

    /** Splits by lot; the same seed gives the same parts. */
    public static <T> Split<T> of(List<T> all, long seed) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        int first = (int) Math.round(shuffled.size() * TRAINING);
        int second = (int) Math.round(shuffled.size() * (TRAINING + VALIDATION));
        return new Split<>(
                List.copyOf(shuffled.subList(0, first)),
                List.copyOf(shuffled.subList(first, second)),
                List.copyOf(shuffled.subList(second, shuffled.size())));
    }
}
