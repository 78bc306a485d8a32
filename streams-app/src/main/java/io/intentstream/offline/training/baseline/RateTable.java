package io.intentstream.offline.training.baseline;

import io.intentstream.offline.training.data.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** How often events of each kind were positive, shrunk towards the base rate where there are few. */
final class RateTable {
    private static final double PRIOR_EVENTS = 10;

    private final Map<Object, double[]> counts = new HashMap<>();
    private final double baseRate;

    /** Counts the events of a sample by kind. */
    RateTable(Sample sample, IntFunction<Object> kind) {
        double positives = 0;
        double all = 0;
        for (int i = 0; i < sample.size(); i++) {
            double[] count = counts.computeIfAbsent(kind.apply(i), key -> new double[2]);
            count[0] += sample.weight(i);
            count[1] += sample.weight(i) * sample.label(i);
            all += sample.weight(i);
            positives += sample.weight(i) * sample.label(i);
        }
        baseRate = (positives + 0.5) / (all + 1);
    }

    /** Log-odds of a kind; those of the base rate for an unknown one. */
    double logOdds(Object kind) {
        double[] count = counts.getOrDefault(kind, new double[2]);
        double rate = (count[1] + PRIOR_EVENTS * baseRate) / (count[0] + PRIOR_EVENTS);
        return Math.log(rate / (1 - rate));
    }
}
