package io.intentstream.core.state;

import java.util.Arrays;

/**
 * The audiences that a user belongs to, in the order of entering, and those that the user left and may not enter again yet.
 * Audiences are known by a number for their name. All times are epoch milliseconds of event time.
 */
public final class Memberships {
    private static final int NONE = 0;

    private int definitions = NONE;
    private int[] ids = new int[4];
    private long[] since = new long[4];
    private int size;
    private int[] leftIds = new int[0];
    private long[] leftAt = new long[0];

    /** A number for the definitions by which the user was last evaluated; 0 for none. */
    public int definitions() {
        return definitions;
    }

    /** Says by which definitions the user was evaluated. */
    public void evaluatedBy(int fingerprint) {
        definitions = fingerprint;
    }

    /** Number of audiences that the user belongs to. */
    public int size() {
        return size;
    }

    /** The i-th audience. */
    public int id(int i) {
        return ids[i];
    }

    /** When the user entered the i-th audience. */
    public long since(int i) {
        return since[i];
    }

    /** Index of an audience; -1 when the user does not belong to it. */
    public int indexOf(int id) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    /** When the user last left an audience; {@link Long#MIN_VALUE} when that is not known. */
    public long leftAt(int id) {
        for (int i = 0; i < leftIds.length; i++) {
            if (leftIds[i] == id) {
                return leftAt[i];
            }
        }
        return Long.MIN_VALUE;
    }

    /** The user enters an audience. */
    public void enter(int id, long time) {
        forgetLeaving(id);
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            since = Arrays.copyOf(since, 2 * size);
        }
        ids[size] = id;
        since[size++] = time;
    }

    /**
     * The user leaves the i-th audience.
     *
     * @param remembered whether the time is kept, since the user may not enter again at once
     */
    public void leave(int i, long time, boolean remembered) {
        if (remembered) {
            int places = leftIds.length;
            leftIds = Arrays.copyOf(leftIds, places + 1);
            leftAt = Arrays.copyOf(leftAt, places + 1);
            leftIds[places] = ids[i];
            leftAt[places] = time;
        }
        System.arraycopy(ids, i + 1, ids, i, size - 1 - i);
        System.arraycopy(since, i + 1, since, i, size - 1 - i);
        size--;
    }

    /** Forgets when the user left an audience. */
    public void forgetLeaving(int id) {
        int kept = 0;
        for (int i = 0; i < leftIds.length; i++) {
            if (leftIds[i] != id) {
                leftIds[kept] = leftIds[i];
                leftAt[kept++] = leftAt[i];
            }
        }
        if (kept < leftIds.length) {
            leftIds = Arrays.copyOf(leftIds, kept);
            leftAt = Arrays.copyOf(leftAt, kept);
        }
    }

    /** The audiences that the user left and may not enter again yet. */
    public int[] left() {
        return leftIds.clone();
    }

    void clear() {
        definitions = NONE;
        size = 0;
        leftIds = new int[0];
        leftAt = new long[0];
    }

    boolean isEmpty() {
        return definitions == NONE && size == 0;
    }

    /** @param near a time near those that are written, which makes them short */
    void write(StateWriter out, long near) {
        out.writeFixedInt(definitions);
        writeTimes(ids, since, size, out, near);
        writeTimes(leftIds, leftAt, leftIds.length, out, near);
    }

    private static void writeTimes(int[] names, long[] times, int count, StateWriter out, long near) {
        out.writeUnsigned(count);
        for (int i = 0; i < count; i++) {
            out.writeFixedInt(names[i]);
            out.writeSigned(near - times[i]);
        }
    }

    void read(StateReader in, long near) {
        definitions = in.readFixedInt();
        size = in.readLength();
        ids = new int[Math.max(4, size)];
        since = new long[ids.length];
        readTimes(ids, since, size, in, near);
        int left = in.readLength();
        leftIds = new int[left];
        leftAt = new long[left];
        readTimes(leftIds, leftAt, left, in, near);
    }

    private static void readTimes(int[] names, long[] times, int count, StateReader in, long near) {
        for (int i = 0; i < count; i++) {
            names[i] = in.readFixedInt();
            times[i] = near - in.readSigned();
        }
    }
}
