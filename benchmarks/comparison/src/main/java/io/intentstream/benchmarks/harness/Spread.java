package io.intentstream.benchmarks.harness;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The median, lowest and highest value of the rounds. */
record Spread(double low, double median, double high) {

    static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> metric) {
        List<Double> sorted =
                rounds.stream().map(metric::applyAsDouble).sorted().toList();
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
