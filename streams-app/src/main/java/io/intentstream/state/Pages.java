package io.intentstream.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of pages of the visit under way: how often each was seen, and when last. Keeps the first {@value #MOST}
 * kinds; further ones are not counted. A search through a few names costs less than hashing one.
 */
public final class Pages {
    static final int MOST = 16;

    private String[] names = new String[4];
    private int[] counts = new int[4];
    private long[] lastAt = new long[4];
    private int size;
    private @Nullable String latest;

    /** Different kinds of pages. */
    public int size() {
        return size;
    }

    /** The latest event's page; null when it named none, or before the first event. */
    public @Nullable String latest() {
        return latest;
    }

    /** Events on a kind of page. */
    public int count(@Nullable String page) {
        int place = find(page);
        return place < 0 ? 0 : counts[place];
    }

    /** Event time of the latest event on a kind of page, epoch milliseconds; -1 before the first. */
    public long lastAt(@Nullable String page) {
        int place = find(page);
        return place < 0 ? -1 : lastAt[place];
    }

    void add(@Nullable String page, long time) {
        latest = page;
        if (page == null) {
            return;
        }
        int place = find(page);
        if (place < 0) {
            if (size == MOST) {
                return;
            }
            place = open(page);
        }
        counts[place]++;
        lastAt[place] = time;
    }

    void clear() {
        Arrays.fill(names, 0, size, null);
        Arrays.fill(counts, 0, size, 0);
        size = 0;
        latest = null;
    }

    void write(StateWriter out) {
        out.writeText(latest);
        out.writeUnsigned(size);
        for (int i = 0; i < size; i++) {
            out.writeText(names[i]);
            out.writeUnsigned(counts[i]);
            out.writeSigned(lastAt[i]);
        }
    }

    void read(StateReader in) {
        latest = in.readText();
        for (int n = in.readLength(); n > 0; n--) {
            int place = open(in.readText());
            counts[place] = in.readInt();
            lastAt[place] = in.readSigned();
        }
    }

    private int open(String page) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            lastAt = Arrays.copyOf(lastAt, 2 * size);
        }
        names[size] = page;
        return size++;
    }

    private int find(@Nullable String page) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(page)) {
                return i;
            }
        }
        return -1;
    }
}
