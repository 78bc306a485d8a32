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
    private static final int FIFTHS = 5;

    /** Applies a function to each part. */
    <R> Split<R> map(Function<List<T>, List<R>> change) {
        return new Split<>(change.apply(training), change.apply(validation), change.apply(test));
    }

    /** All parts together: training, validation, test. */
    public List<T> all() {
        return Stream.of(training, validation, test).flatMap(List::stream).toList();
    }

    /**
     * Splits randomly, 60, 20 and 20 %; the same seed produces the same parts. The last fifth is the test part, the one before
     * it the validation part.
     */
    public static <T> Split<T> of(List<T> all, long seed) {
        return of(all, seed, FIFTHS - 1, FIFTHS - 2);
    }

    /**
     * Splits randomly for cross-validation: over the five folds of a seed, everything is in the test part once.
     *
     * @param fold 0 to 4: the fifth that is the test part; the next one, of the last one the first, is the validation part
     */
    public static <T> Split<T> ofFold(List<T> all, long seed, int fold) {
        return of(all, seed, fold, (fold + 1) % FIFTHS);
    }

    private static <T> Split<T> of(List<T> all, long seed, int test, int validation) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        List<T> training = new ArrayList<>();
        for (int i = 0; i < FIFTHS; i++) {
            if (i != test && i != validation) {
                training.addAll(fifth(shuffled, i));
            }
        }
        return new Split<>(
                List.copyOf(training), List.copyOf(fifth(shuffled, validation)), List.copyOf(fifth(shuffled, test)));
    }

    private static <T> List<T> fifth(List<T> all, int i) {
        return all.subList(border(all, i), border(all, i + 1));
    }

    private static int border(List<?> all, int fifths) {
        return (int) Math.round(all.size() * (double) fifths / FIFTHS);
    }
}
