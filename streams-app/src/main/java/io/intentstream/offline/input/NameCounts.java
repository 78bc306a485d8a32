package io.intentstream.offline.input;

import io.intentstream.offline.input.FormatReport.NameCount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts names of which a file may hold any number: the first {@value #MOST_NAMES} exactly, and all others together as {@value
 * #OTHERS}.
 */
final class NameCounts {
    static final String OTHERS = "(others)";
    private static final int MOST_NAMES = 10_000;

    private static final class Counter {
        private final String sample;
        private long records;

        Counter(String sample) {
            this.sample = sample;
        }
    }

    private final Map<String, Counter> counters = new HashMap<>();

    void add(String name) {
        add(name, "");
    }

    /** @param sample a value of this name; the first one is kept */
    void add(String name, String sample) {
        Counter counter = counters.get(name);
        if (counter == null) {
            String counted = counters.size() < MOST_NAMES ? name : OTHERS;
            counter = counters.computeIfAbsent(counted, each -> new Counter(sample));
        }
        counter.records++;
    }

    /** The most frequent first; by name where they are equally frequent. */
    List<NameCount> byCount() {
        return counters.entrySet().stream()
                .map(each -> new NameCount(each.getKey(), each.getValue().records, each.getValue().sample))
                .sorted(Comparator.comparingLong(NameCount::records).reversed().thenComparing(NameCount::name))
                .toList();
    }
}
