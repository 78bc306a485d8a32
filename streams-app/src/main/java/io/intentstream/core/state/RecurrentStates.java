package io.intentstream.core.state;

import org.jspecify.annotations.Nullable;

/**
 * A model's recurrent states for a user: after the latest event; before the window's first event, so that a session that
 * began before the window can be scored again; and after an event in the middle of the window, the checkpoint, at which the
 * window will begin next. All belong to the same model.
 *
 * <p>The states after the last few events ("recent") are kept in memory only. Most late events are late by one or two
 * events, and with the recent states only those are scored again. Without them the whole session is, with the same
 * result.
 */
final class RecurrentStates {
    /** Recent states, the latest included. */
    private static final int RECENT = 8;

    private long model;
    private float @Nullable [] latest;
    private float @Nullable [] beforeWindow;
    private float @Nullable [] checkpoint;

    /** Index of the checkpoint's event in the window. */
    private int checkpointAt;

    /** Recent states by their event's number modulo the length. Numbers count events since this object was made. */
    private final float[][] recent = new float[RECENT][];

    /** Number of the window's first event. */
    private int windowStart;

    /** Numbers of the events with a recent state: from the first (inclusive) to the second (exclusive). */
    private int recentStart;

    private int recentEnd;

    /** Fingerprint of the model; 0 when there is no state after the latest event. */
    long model() {
        return model;
    }

    /** The state after the latest event; null when there is none. */
    float @Nullable [] latest() {
        return latest;
    }

    /** The state before the window's first event, if {@code asked} made it; null otherwise. */
    float @Nullable [] beforeWindow(long asked) {
        return model == asked ? beforeWindow : null;
    }

    /** The state before the {@code index}-th event of the window, if it is recent and {@code asked} made it; null otherwise. */
    float @Nullable [] before(int index, long asked) {
        int number = windowStart + index - 1;
        return model == asked && number >= recentStart && number < recentEnd ? recent[number % RECENT] : null;
    }

    /** An array of {@code size} floats for the state after the {@code index}-th event; its content may be overwritten. */
    float[] buffer(int index, int size) {
        float[] oldest = recent[(windowStart + index) % RECENT];
        return oldest != null && oldest.length == size ? oldest : new float[size];
    }

    /**
     * Stores the state after an event.
     *
     * @param index the event's index in the window
     * @param scorer fingerprint of the model; states of another model are dropped
     * @param after kept without a copy as latest and recent state, copied for the checkpoint; null when the model failed
     * @param half half of a full window, in events
     * @param isLatest whether the event is the latest
     */
    void set(int index, long scorer, float @Nullable [] after, int half, boolean isLatest) {
        if (model != scorer) {
            beforeWindow = null;
            checkpoint = null;
            forgetRecent();
        }
        addRecent(windowStart + index, after);
        if (isCheckpoint(index, half, isLatest)) {
            checkpoint = copy(after);
            checkpointAt = index;
        }
        if (isLatest) {
            latest = after;
        }
        model = after == null && isLatest ? 0 : scorer;
    }

    /** The first checkpoint is taken at the middle of the window or as soon as possible after; later it is kept up to date. */
    private boolean isCheckpoint(int index, int half, boolean isLatest) {
        return checkpoint == null
                ? isLatest && index >= half - 1
                : index == checkpointAt || isLatest && index == half - 1;
    }

    private void addRecent(int number, float @Nullable [] after) {
        if (after == null) {
            forgetRecent();
            return;
        }
        if (number < recentStart || number > recentEnd) {
            recentStart = number;
        }
        recentEnd = number + 1;
        recentStart = Math.max(recentStart, recentEnd - RECENT);
        recent[number % RECENT] = after;
    }

    /** The states before the latest are no longer what scoring would give. */
    void forgetRecent() {
        recentStart = 0;
        recentEnd = 0;
    }

    /** Events up to and including the checkpoint's; 0 when there is no checkpoint. */
    int eventsToCheckpoint() {
        return checkpoint == null ? 0 : checkpointAt + 1;
    }

    /** The window's oldest {@code events} events were removed, and no state is known from where it begins now. */
    void moveWindow(int events) {
        windowStart += events;
        beforeWindow = null;
        checkpointAt -= events;
        if (checkpointAt < 0) {
            checkpoint = null;
        }
    }

    /**
     * The events up to the checkpoint's were removed; the latest event becomes the checkpoint.
     *
     * @param size events that remain in the window
     * @param startsSession whether a session begins with them, so that no state is needed
     */
    void moveToCheckpoint(int size, boolean startsSession) {
        float[] next = checkpoint;
        moveWindow(eventsToCheckpoint());
        beforeWindow = startsSession ? null : next;
        checkpoint = copy(latest);
        checkpointAt = size - 1;
    }

    /** Drops all states. */
    void clear() {
        model = 0;
        latest = null;
        beforeWindow = null;
        checkpoint = null;
        forgetRecent();
    }

    /** @param size events of the window */
    void read(StateReader in, int size) {
        model = in.readLong();
        latest = in.readFloats();
        if (size > 0) {
            addRecent(size - 1, latest);
        }
        beforeWindow = in.readFloats();
        checkpoint = in.readFloats();
        if (checkpoint != null) {
            checkpointAt = in.readInt();
        }
    }

    void write(StateWriter out) {
        out.writeLong(model);
        out.writeFloats(latest);
        out.writeFloats(beforeWindow);
        out.writeFloats(checkpoint);
        if (checkpoint != null) {
            out.writeUnsigned(checkpointAt);
        }
    }

    private static float @Nullable [] copy(float @Nullable [] state) {
        return state == null ? null : state.clone();
    }
}
