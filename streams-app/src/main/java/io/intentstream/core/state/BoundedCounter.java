package io.intentstream.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counts by name, in the order of first appearance, for a bounded number of names. Further names are not counted. */
public final class BoundedCounter {
    private final int limit;
    private final SmallStringIndex names = new SmallStringIndex();
    private long[] counts = new long[4];

    BoundedCounter(int limit) {
        this.limit = limit;
    }

    void add(@Nullable String name) {
        if (name == null) {
            return;
        }
        int place = names.indexOf(name);
        if (place >= 0) {
            counts[place]++;
        } else if (names.size() < limit) {
            open(name, 1);
        }
    }

    void clear() {
        names.clear();
    }

    /** Times that {@code name} was counted; 0 for null. */
    public long count(@Nullable String name) {
        int place = names.indexOf(name);
        return place < 0 ? 0 : counts[place];
    }

    /** Number of different names. */
    public int size() {
        return names.size();
    }

    /** The i-th name to appear. */
    public String name(int i) {
        return names.get(i);
    }

    /** Times that the i-th name was counted. */
    public long count(int i) {
        return counts[i];
    }

    /** Sum of all counts. */
    public long total() {
        long total = 0;
        for (int i = 0; i < names.size(); i++) {
            total += counts[i];
        }
        return total;
    }

    void write(StateWriter out) {
        out.writeUnsigned(names.size());
        for (int i = 0; i < names.size(); i++) {
            out.writeText(names.get(i));
            out.writeUnsigned(counts[i]);
        }
    }

    void read(StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            open(in.readName(), in.readUnsigned());
        }
    }

    private void open(String name, long count) {
        int place = names.add(name);
        if (place == counts.length) {
            counts = Arrays.copyOf(counts, 2 * place);
        }
        counts[place] = count;
    }
}
