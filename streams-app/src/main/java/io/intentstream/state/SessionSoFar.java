package io.intentstream.state;

import io.intentstream.schema.EventType;
import java.util.Arrays;

/** The visit under way, up to the latest event counted. */
public final class SessionSoFar {
    /** Most products, and most categories, counted in one visit. */
    static final int MAX_NAMES = 256;

    private long startedAt;
    private int events;
    private final long[] counts = new long[EventTypes.COUNT];
    private final Tally items = new Tally(MAX_NAMES);
    private final Tally categories = new Tally(MAX_NAMES);

    /** Event time of its first event, epoch milliseconds. */
    public long startedAt() {
        return startedAt;
    }

    /** Events so far; 0 when a visit is about to begin. */
    public int events() {
        return events;
    }

    /** Events of a type so far. */
    public long count(EventType type) {
        return counts[type.ordinal()];
    }

    /** Events so far by product. */
    public Tally items() {
        return items;
    }

    /** Events so far by category. */
    public Tally categories() {
        return categories;
    }

    void clear() {
        events = 0;
        Arrays.fill(counts, 0);
        items.clear();
        categories.clear();
    }

    void add(Click click) {
        if (events++ == 0) {
            startedAt = click.time();
        }
        counts[click.type().ordinal()]++;
        items.add(click.itemId());
        categories.add(click.categoryId());
    }

    void write(StateWriter out) {
        out.writeUnsigned(events);
        if (events > 0) {
            out.writeSigned(startedAt);
            EventTypes.writeCounts(counts, out);
            items.write(out);
            categories.write(out);
        }
    }

    void read(StateReader in) {
        events = in.readInt();
        if (events > 0) {
            startedAt = in.readSigned();
            EventTypes.readCounts(counts, in);
            items.read(in);
            categories.read(in);
        }
    }
}
