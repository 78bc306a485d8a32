package io.intentstream.core.state;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The page types of the current session: how often each was seen, when last, and for how long. Only the first {@value
 * #MOST} types are counted.
 */
public final class PageTypeStats {
    static final int MOST = 16;

    private final SmallStringIndex names = new SmallStringIndex();
    private int[] counts = new int[4];
    private long[] lastAt = new long[4];
    private long[] stayMillis = new long[4];
    private @Nullable String latest;
    private int streak;
    private int changes;

    /** Number of different page types. */
    public int size() {
        return names.size();
    }

    /** The latest event's page type; null when it has none, and before the first event. */
    public @Nullable String latest() {
        return latest;
    }

    /** Events on a page type. */
    public int count(@Nullable String page) {
        int place = names.indexOf(page);
        return place < 0 ? 0 : counts[place];
    }

    /** Event time of the latest event on a page type, epoch milliseconds; -1 before the first. */
    public long lastAt(@Nullable String page) {
        int place = names.indexOf(page);
        return place < 0 ? -1 : lastAt[place];
    }

    /** Milliseconds between events on a page type and the event that followed each. */
    public long stayMillis(@Nullable String page) {
        int place = names.indexOf(page);
        return place < 0 ? 0 : stayMillis[place];
    }

    /** Consecutive events, up to the latest, with the same page type; having none counts as a type. */
    public int streak() {
        return streak;
    }

    /** Events with another page type than the event before. */
    public int changes() {
        return changes;
    }

    /**
     * Counts an event.
     *
     * @param page its page type
     * @param time event time, epoch milliseconds
     * @param stayMillis time since the event before in this session, spent on that event's page; 0 for the first
     */
    void add(@Nullable String page, long time, long stayMillis) {
        int before = names.indexOf(latest);
        if (before >= 0) {
            this.stayMillis[before] += stayMillis;
        }
        boolean stays = streak > 0 && Objects.equals(page, latest);
        changes += streak > 0 && !stays ? 1 : 0;
        streak = stays ? streak + 1 : 1;
        latest = page;
        if (page == null) {
            return;
        }
        int place = names.indexOf(page);
        if (place < 0) {
            if (names.size() == MOST) {
                return;
            }
            place = open(page);
        }
        counts[place]++;
        lastAt[place] = time;
    }

    void clear() {
        Arrays.fill(counts, 0, names.size(), 0);
        Arrays.fill(stayMillis, 0, names.size(), 0);
        names.clear();
        latest = null;
        streak = 0;
        changes = 0;
    }

    void write(StateWriter out) {
        out.writeText(latest);
        out.writeUnsigned(streak);
        out.writeUnsigned(changes);
        out.writeUnsigned(names.size());
        for (int i = 0; i < names.size(); i++) {
            out.writeText(names.get(i));
            out.writeUnsigned(counts[i]);
            out.writeSigned(lastAt[i]);
            out.writeUnsigned(stayMillis[i]);
        }
    }

    void read(StateReader in) {
        latest = in.readText();
        streak = in.readInt();
        changes = in.readInt();
        for (int n = in.readLength(); n > 0; n--) {
            int place = open(in.readName());
            counts[place] = in.readInt();
            lastAt[place] = in.readSigned();
            stayMillis[place] = in.readUnsigned();
        }
    }

    private int open(String page) {
        int place = names.add(page);
        if (place == counts.length) {
            counts = Arrays.copyOf(counts, 2 * place);
            lastAt = Arrays.copyOf(lastAt, 2 * place);
            stayMillis = Arrays.copyOf(stayMillis, 2 * place);
        }
        return place;
    }
}
