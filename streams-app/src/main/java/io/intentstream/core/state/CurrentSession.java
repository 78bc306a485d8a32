package io.intentstream.core.state;

import io.intentstream.schema.EventType;
import java.util.Arrays;

/** The user's current session, up to the latest event. */
public final class CurrentSession {
    /** Most products, and most categories, that are counted in one session. */
    static final int MAX_NAMES = 256;

    private long startedAt;
    private long latestAt;
    private long fastestStepMillis = -1;
    private long slowestStepMillis = -1;
    private int events;
    private final long[] counts = new long[EventTypes.COUNT];
    private final BoundedCounter items = new BoundedCounter(MAX_NAMES);
    private final BoundedCounter categories = new BoundedCounter(MAX_NAMES);
    private final PageTypeStats pages = new PageTypeStats();
    private final SessionProgress progress = new SessionProgress();
    private long absenceMillis = -1;

    /** Event time of its first event, epoch milliseconds. */
    public long startedAt() {
        return startedAt;
    }

    /** Events so far; 0 when a session is about to begin. */
    public int events() {
        return events;
    }

    /** Events of a type so far. */
    public long count(EventType type) {
        return counts[type.ordinal()];
    }

    /** Events so far by product. */
    public BoundedCounter items() {
        return items;
    }

    /** Events so far by category. */
    public BoundedCounter categories() {
        return categories;
    }

    /** Page types so far. */
    public PageTypeStats pages() {
        return pages;
    }

    /** How far the session has come on the way to a purchase. */
    public SessionProgress progress() {
        return progress;
    }

    /** Time between the previous session's last event and this session's first, milliseconds; -1 in the first session. */
    public long absenceMillis() {
        return absenceMillis;
    }

    /** Shortest time between two consecutive events, milliseconds; -1 before the second event. */
    public long fastestStepMillis() {
        return fastestStepMillis;
    }

    /** Longest time between two consecutive events, milliseconds; -1 before the second event. */
    public long slowestStepMillis() {
        return slowestStepMillis;
    }

    void clear() {
        clear(-1);
    }

    /** Starts a session after an absence, in milliseconds; -1 for the user's first session. */
    void clear(long absence) {
        absenceMillis = absence;
        progress.clear();
        events = 0;
        fastestStepMillis = -1;
        slowestStepMillis = -1;
        pages.clear();
        Arrays.fill(counts, 0);
        items.clear();
        categories.clear();
    }

    /** @param counted whether the event counts as one of its type: a further event of the same purchase does not */
    void add(WindowEvent event, boolean counted) {
        long step = 0;
        if (events++ == 0) {
            startedAt = event.time();
        } else {
            step = event.time() - latestAt;
            fastestStepMillis = fastestStepMillis < 0 ? step : Math.min(fastestStepMillis, step);
            slowestStepMillis = Math.max(slowestStepMillis, step);
        }
        latestAt = event.time();
        pages.add(event.pageType(), event.time(), step);
        progress.add(event.type(), event.time(), step);
        if (counted) {
            counts[event.type().ordinal()]++;
        }
        for (int i = 0; i < event.itemCount(); i++) {
            ItemDetails item = event.item(i);
            items.add(item.itemId());
            categories.add(item.categoryId());
        }
    }

    void write(StateWriter out) {
        out.writeUnsigned(events);
        if (events > 0) {
            out.writeSigned(startedAt);
            EventTypes.writeCounts(counts, out);
            items.write(out);
            categories.write(out);
            out.writeSigned(latestAt);
            out.writeSigned(fastestStepMillis);
            out.writeSigned(slowestStepMillis);
            pages.write(out);
        }
    }

    void read(StateReader in) {
        events = in.readInt();
        if (events > 0) {
            startedAt = in.readSigned();
            EventTypes.readCounts(counts, in);
            items.read(in);
            categories.read(in);
            latestAt = in.readSigned();
            fastestStepMillis = in.readSigned();
            slowestStepMillis = in.readSigned();
            pages.read(in);
        }
    }

    /** Writes what {@link #write} does not: earlier releases end there. */
    void writeProgress(StateWriter out) {
        if (events > 0) {
            out.writeSigned(absenceMillis);
            progress.write(out);
        }
    }

    /** Reads what {@link #writeProgress} wrote; nothing of a state that an earlier release wrote. */
    void readProgress(StateReader in) {
        if (events > 0 && in.hasMore()) {
            absenceMillis = in.readSigned();
            progress.read(in);
        }
    }
}
