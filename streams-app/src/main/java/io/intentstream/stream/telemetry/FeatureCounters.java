package io.intentstream.stream.telemetry;

import io.intentstream.core.engine.Outcome;
import io.intentstream.core.feature.FeatureDefect;
import io.intentstream.core.feature.FeatureDefects;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the events for which a feature of the model had no value, or one that training did not see. */
public final class FeatureCounters {
    private final FeatureDefects defects;
    private final LongAdder events = new LongAdder();
    private final LongAdder[] counts;

    /**
     * @param features those that the model reads
     * @param training what its training events were like; null when it does not say it: then no event type is unknown
     */
    FeatureCounters(FeatureSpec features, @Nullable TrainingShares training) {
        Set<String> eventTypes = training == null
                ? Arrays.stream(EventType.values()).map(Enum::name).collect(Collectors.toSet())
                : Set.copyOf(training.eventTypes());
        defects = new FeatureDefects(features, eventTypes);
        counts = new LongAdder[defects.all().size()];
        Arrays.setAll(counts, i -> new LongAdder());
    }

    /** What is counted. */
    public List<FeatureDefect> defects() {
        return defects.all();
    }

    /** Events whose features were counted. */
    public long events() {
        return events.sum();
    }

    /** Events that had the defect at this place of {@link #defects}. */
    public long count(int defect) {
        return counts[defect].sum();
    }

    /** Sums up a batch before changing the counters that all threads share. */
    void count(List<Outcome> outcomes) {
        int[] found = new int[counts.length];
        int read = 0;
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Scored scored && scored.features() != null) {
                defects.count(scored.features(), found);
                read++;
            }
        }
        events.add(read);
        for (int i = 0; i < found.length; i++) {
            if (found[i] > 0) {
                counts[i].add(found[i]);
            }
        }
    }

    /** The counts since the start. While batches are counted, some of the counts may be ahead of the others. */
    FeatureTotals totals() {
        long counted = events();
        Map<FeatureDefect, Long> found = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            found.put(defects.all().get(i), count(i));
        }
        return new FeatureTotals(counted, found);
    }
}
