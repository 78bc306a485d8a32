package io.intentstream.stream.telemetry;

import io.intentstream.core.engine.Outcome;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts events for which a feature of the model had no value: a numeric feature is then replaced by its mean, a categorical
 * one by index 0. Counted for the first 64 numeric features and for all categorical ones.
 */
public final class MissingFeatureCounter {
    private final List<String> names;
    private final int numeric;
    private final LongAdder events = new LongAdder();
    private final LongAdder[] gaps;

    MissingFeatureCounter(FeatureSpec features) {
        List<String> numbers = features.numeric().stream()
                .map(FeatureSpec.Numeric::name)
                .limit(Long.SIZE)
                .toList();
        this.numeric = numbers.size();
        this.names = Stream.concat(
                        numbers.stream(), features.categorical().stream().map(FeatureSpec.Categorical::name))
                .toList();
        this.gaps =
                IntStream.range(0, names.size()).mapToObj(i -> new LongAdder()).toArray(LongAdder[]::new);
    }

    /** Names of the features. */
    public List<String> names() {
        return names;
    }

    /** Events whose features were counted. */
    public long events() {
        return events.sum();
    }

    /** Events where the feature at this place of {@link #names} had no value. */
    public long gaps(int feature) {
        return gaps[feature].sum();
    }

    /** Sums up a batch before changing the counters that all threads share. */
    void count(List<Outcome> outcomes) {
        int[] found = new int[gaps.length];
        int read = 0;
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Scored scored && scored.features() != null) {
                count(scored.features(), found);
                read++;
            }
        }
        events.add(read);
        for (int i = 0; i < found.length; i++) {
            if (found[i] > 0) {
                gaps[i].add(found[i]);
            }
        }
    }

    private void count(FeatureVector features, int[] found) {
        for (long left = features.gaps(); left != 0; left &= left - 1) {
            found[Long.numberOfTrailingZeros(left)]++;
        }
        int[] categorical = features.categorical();
        for (int i = 0; i < categorical.length; i++) {
            if (categorical[i] == 0) {
                found[numeric + i]++;
            }
        }
    }
}
