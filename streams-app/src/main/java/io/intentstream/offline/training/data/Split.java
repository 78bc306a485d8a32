package io.intentstream.offline.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Three parts: to learn from, for early stopping and calibration, and for the final measurement alone.
 *
 * @param training fits weights, normalisation and vocabularies
 * @param validation decides early stopping, calibration and thresholds
 * @param test yields the reported metrics
 */
public record Split<T>(List<T> training, List<T> validation, List<T> test) {
    private static final double TRAINING = 0.6;
    private static final double VALIDATION = 0.2;

    /** Applies a function to each part. */
    <R> Split<R> map(Function<List<T>, List<R>> change) {
        return new Split<>(change.apply(training), change.apply(validation), change.apply(test));
    }

    /** All parts together: training, validation, test. */
    public List<T> all() {
        return Stream.of(training, validation, test).flatMap(List::stream).toList();
    }

    /** Splits randomly, 60, 20 and 20 %; the same seed produces the same parts. */
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
