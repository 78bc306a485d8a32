package io.intentstream.core.state;

import java.util.List;
import java.util.function.IntFunction;

/**
 * The history as of some event before now, as it is stored: encoded, in a part of its own. Parts of snapshots have negative
 * numbers, counted by the state that they belong to.
 */
final class HistoryCheckpoint {
    private static final byte[] NOTHING = new byte[0];

    private static final int NONE = 0;
    private static final int HERE = 1;
    private static final int IN_PART = 2;

    private byte[] bytes = NOTHING;

    /** Number of the part that is stored, negated; 0 when none is. */
    private int part;

    private boolean changed;

    boolean isEmpty() {
        return bytes.length == 0;
    }

    void set(History history) {
        StateWriter out = new StateWriter();
        history.write(out);
        set(out.toBytes());
    }

    void clear() {
        if (!isEmpty()) {
            set(NOTHING);
        }
    }

    private void set(byte[] encoded) {
        bytes = encoded;
        changed = true;
    }

    /** A history of its own, to go on from; nothing seen yet when the snapshot is empty. */
    History decode(EngineSettings settings) {
        return decode(settings, UserState.VERSION);
    }

    private History decode(EngineSettings settings, int version) {
        History history = new History(settings);
        if (!isEmpty()) {
            history.read(new StateReader(bytes), version);
        }
        return history;
    }

    /** Stores nothing of what another one stored, and drops it. */
    void replace(HistoryCheckpoint other) {
        part = other.part;
        changed = true;
    }

    /**
     * Stores what has changed.
     *
     * @param count how many snapshots of the user were stored so far
     * @param added takes the part, if there is a new one
     * @param dropped takes the number of the part that it replaces
     * @return how many were stored with this one
     */
    int store(int count, List<StateChange.StatePart> added, List<Integer> dropped) {
        if (!changed) {
            return count;
        }
        changed = false;
        if (part > 0) {
            dropped.add(-part);
        }
        part = isEmpty() ? 0 : count + 1;
        if (part > 0) {
            added.add(new StateChange.StatePart(-part, bytes));
        }
        return Math.max(count, part);
    }

    /** Writes where the snapshot is stored. */
    void write(StateWriter head) {
        head.writeByte(isEmpty() ? NONE : IN_PART);
        if (!isEmpty()) {
            head.writeUnsigned(part);
        }
    }

    /** Writes the snapshot itself. */
    void writeHere(StateWriter out) {
        out.writeByte(isEmpty() ? NONE : HERE);
        if (!isEmpty()) {
            out.writeBytes(bytes);
        }
    }

    /**
     * Reads what {@link #write} or {@link #writeHere} wrote.
     *
     * @param version of the state's encoding
     * @param count how many snapshots of the user were stored: the number of the only one where there is no fold
     */
    void read(int version, int count, StateReader head, IntFunction<StateReader> parts) {
        switch (head.readByte()) {
            case NONE -> {}
            case HERE -> set(head.readBytes());
            case IN_PART -> {
                part = number(version, count, head);
                bytes = parts.apply(-part).readRest();
            }
            default -> throw new IndexOutOfBoundsException("snapshot");
        }
    }

    /** Reads the base of a state that an encoding without parts has in one piece. */
    void readWhole(int version, StateReader in, EngineSettings settings) {
        set(in.readBytes());
        if (!isEmpty()) {
            set(decode(settings, version));
        }
    }

    /** Reads what {@link #write} wrote, for the number of the part alone. */
    static void addPart(int version, int count, StateReader head, List<Integer> numbers) {
        if (head.readByte() == IN_PART) {
            numbers.add(-number(version, count, head));
        }
    }

    private static int number(int version, int count, StateReader head) {
        return version <= UserState.WITHOUT_FOLD ? count : head.readInt();
    }
}
