package io.intentstream.state;

import org.jspecify.annotations.Nullable;

/**
 * A model's recurrent states for a user: after the latest event; where the window begins ("base"), so that a visit that
 * began before it can be scored again; and at the half of a full window ("mark"), where it will begin next. All are of the
 * same model.
 *
 * <p>In memory alone, the states after some events before the latest ("trail"): most late events are late by an event or two,
 * and only those need then be scored again. Without the trail, the whole visit is, which gives the same.
 */
public final class Recurrence {
    /** States in the trail, the latest among them. */
    private static final int TRAIL = 8;

    private long fingerprint;
    private float @Nullable [] latest;
    private float @Nullable [] base;
    private float @Nullable [] mark;

    /** The state after an event, in the place of the event's number since this object was made, modulo the length. */
    private final float[][] trail = new float[TRAIL][];

    /** Number of the window's first event. */
    private int windowStart;

    /** Numbers of the events with a state in the trail: from the first, which is one, to the second, which is none. */
    private int trailStart;

    private int trailEnd;

    /** Fingerprint of the model; 0 when there is no state after the latest event. */
    public long fingerprint() {
        return fingerprint;
    }

    /** The state after the latest event; null when there is none. */
    public float @Nullable [] latest() {
        return latest;
    }

    /** The state where the window begins, if {@code model} made it; null otherwise. */
    public float @Nullable [] base(long model) {
        return fingerprint == model ? base : null;
    }

    /** The state before the {@code index}-th event of the window, if the trail has it from {@code model}; null otherwise. */
    public float @Nullable [] before(int index, long model) {
        int number = windowStart + index - 1;
        return fingerprint == model && number >= trailStart && number < trailEnd ? trail[number % TRAIL] : null;
    }

    /**
     * An array of {@code size} floats to hand to {@link UserState#setRecurrent} for the {@code index}-th event of the
     * window; what it holds may go.
     */
    public float[] spare(int index, int size) {
        float[] oldest = trail[(windowStart + index) % TRAIL];
        return oldest != null && oldest.length == size ? oldest : new float[size];
    }

    /**
     * Keeps the state after an event.
     *
     * @param index the event's place in the window
     * @param model the model's fingerprint; states of another one are forgotten
     * @param after kept as it is for the trail and the latest event, copied for the mark; null when the model failed
     * @param isMark whether the event is the last before the half of a full window
     * @param isLatest whether it is the latest
     */
    void set(int index, long model, float @Nullable [] after, boolean isMark, boolean isLatest) {
        if (fingerprint != model) {
            forgetBase();
            forgetTrail();
        }
        follow(windowStart + index, after);
        if (isMark) {
            mark = copy(after);
        }
        if (isLatest) {
            latest = after;
        }
        fingerprint = after == null && isLatest ? 0 : model;
    }

    private void follow(int number, float @Nullable [] after) {
        if (after == null) {
            forgetTrail();
            return;
        }
        if (number < trailStart || number > trailEnd) {
            trailStart = number;
        }
        trailEnd = number + 1;
        trailStart = Math.max(trailStart, trailEnd - TRAIL);
        trail[number % TRAIL] = after;
    }

    /** The states before the latest would come out otherwise now. */
    void forgetTrail() {
        trailStart = 0;
        trailEnd = 0;
    }

    /** So many of the window's oldest events are gone. */
    void moveWindow(int events) {
        windowStart += events;
    }

    /**
     * The window begins at the mark now, and is as long as its half.
     *
     * @param startsSession whether a session begins there, which needs no state
     */
    void moveToMark(boolean startsSession) {
        base = startsSession ? null : mark;
        mark = copy(latest);
    }

    /** The window begins elsewhere than at the mark now. */
    void forgetBase() {
        base = null;
        mark = null;
    }

    /** @param size events of the window */
    void read(StateReader in, int size) {
        fingerprint = in.readLong();
        latest = in.readFloats();
        if (size > 0) {
            follow(size - 1, latest);
        }
        base = in.readFloats();
        mark = in.readFloats();
    }

    void write(StateWriter out) {
        out.writeLong(fingerprint);
        out.writeFloats(latest);
        out.writeFloats(base);
        out.writeFloats(mark);
    }

    private static float @Nullable [] copy(float @Nullable [] state) {
        return state == null ? null : state.clone();
    }
}
