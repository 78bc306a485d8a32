package io.intentstream.benchmarks.harness;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Median of the rounds, and the lowest and highest of them. */
record Spread(double low, double median, double high) {

    static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> figure) {
        List<Double> sorted =
                rounds.stream().map(figure::applyAsDouble).sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /** As {@code 12,345 (11,900–12,800)}. */
    String text(int decimals) {
        String format = "%,." + decimals + "f";
        String text = String.format(Locale.ROOT, format, median);
        return low == high ? text : text + String.format(Locale.ROOT, " (" + format + "–" + format + ")", low, high);
    }
}
