package io.intentstream.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts by name, in the order of first appearance, for a bounded number of names; further names are not counted. */
public final class Tally {
    private final int limit;
    private final Map<String, Long> counts = new LinkedHashMap<>();

    Tally(int limit) {
        this.limit = limit;
    }

    void add(@Nullable String name) {
        if (name != null && (counts.size() < limit || counts.containsKey(name))) {
            counts.merge(name, 1L, Long::sum);
        }
    }

    void clear() {
        counts.clear();
    }

    /** Times that {@code name} was counted; 0 for null. */
    public long count(@Nullable String name) {
        return name == null ? 0 : counts.getOrDefault(name, 0L);
    }

    /** Number of different names. */
    public int size() {
        return counts.size();
    }

    /** All counts, in the order of first appearance; a live view. */
    public Map<String, Long> counts() {
        return counts;
    }

    void write(StateWriter out) {
        out.writeUnsigned(counts.size());
        counts.forEach((name, count) -> {
            out.writeText(name);
            out.writeUnsigned(count);
        });
    }

    void read(StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            counts.put(in.readText(), in.readUnsigned());
        }
    }
}
