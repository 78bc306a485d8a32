package io.intentstream.core.state;

import io.intentstream.core.state.StateChange.StateValue;
import java.util.List;
import java.util.function.Function;

/** The history as of an earlier event, encoded. It is stored as a part of its own. */
final class HistoryCheckpoint {
    private static final byte[] NOTHING = new byte[0];

    private static final int NONE = 0;
    private static final int INLINE = 1;
    private static final int IN_PART = 2;

    private final String userId;
    private byte[] bytes = NOTHING;

    /** Number of the stored part; 0 when none is stored. */
    private int part;

    private boolean changed;

    HistoryCheckpoint(String userId) {
        this.userId = userId;
    }

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

    /** Holds these bytes from now on. */
    void set(byte[] encoded) {
        bytes = encoded;
        changed = true;
    }

    /** What it holds; not to be written to. */
    byte[] bytes() {
        return bytes;
    }

    /** A new copy of the history; an empty history when the checkpoint is empty. */
    History decode(EngineSettings settings) {
        History history = new History(settings);
        if (!isEmpty()) {
            history.read(new StateReader(bytes));
        }
        return history;
    }

    /**
     * Stores what has changed.
     *
     * @param lastNumber the highest number of a history part of the user so far
     * @param added receives the new part, if there is one
     * @param removed receives the key of the part that it replaces
     * @return the highest number now
     */
    int store(int lastNumber, List<StateValue> added, List<StateKey> removed) {
        if (!changed) {
            return lastNumber;
        }
        changed = false;
        if (part > 0) {
            removed.add(key());
        }
        part = isEmpty() ? 0 : lastNumber + 1;
        if (part > 0) {
            added.add(new StateValue(key(), bytes));
        }
        return Math.max(lastNumber, part);
    }

    private StateKey key() {
        return new StateKey.HistoryPart(userId, part);
    }

    /** Writes a reference to the stored part. */
    void writeReference(StateWriter head) {
        head.writeByte(isEmpty() ? NONE : IN_PART);
        if (!isEmpty()) {
            head.writeUnsigned(part);
        }
    }

    /** Writes the history itself. */
    void writeInline(StateWriter out) {
        out.writeByte(isEmpty() ? NONE : INLINE);
        if (!isEmpty()) {
            out.writeBytes(bytes);
        }
    }

    /** Reads what {@link #writeReference} or {@link #writeInline} wrote. */
    void read(StateReader head, Function<StateKey, StateReader> parts) {
        switch (head.readByte()) {
            case NONE -> {}
            case INLINE -> set(head.readBytes());
            case IN_PART -> {
                part = head.readInt();
                bytes = parts.apply(key()).readRest();
            }
            default -> throw new IndexOutOfBoundsException("history checkpoint");
        }
    }

    /** Reads what {@link #writeReference} wrote and adds the key of the part. */
    static void addKey(String userId, StateReader head, List<StateKey> keys) {
        if (head.readByte() == IN_PART) {
            keys.add(new StateKey.HistoryPart(userId, head.readInt()));
        }
    }
}
