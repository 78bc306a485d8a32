package io.intentstream.core.state;

import org.jspecify.annotations.Nullable;

/**
 * A model's recurrent states for a user: after the latest event; where the window begins ("base"), so that a visit that
 * began before it can be scored again; and after an event in the middle of it ("mark"), behind which it will begin next. All
 * are of the same model.
 *
 * <p>In memory alone, the states after some events before the latest ("trail"): most late events are late by an event or two,
 * and only those need then be scored again. Without the trail, the whole visit is, which gives the same.
 */
public final class RecurrentStates {
    /** The last version of the state's encoding that did not tell where the mark is: it was at the half of a full window. */
    private static final int MARK_AT_HALF = 5;

    /** States in the trail, the latest among them. */
    private static final int TRAIL = 8;

    private long fingerprint;
    private float @Nullable [] latest;
    private float @Nullable [] base;
    private float @Nullable [] mark;

    /** The marked event's place in the window. */
    private int markAt;

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
     * @param half half of a full window, in events
     * @param isLatest whether it is the latest
     */
    void set(int index, long model, float @Nullable [] after, int half, boolean isLatest) {
        if (fingerprint != model) {
            forgetBase();
            forgetTrail();
        }
        follow(windowStart + index, after);
        if (isToBeMarked(index, half, isLatest)) {
            mark = copy(after);
            markAt = index;
        }
        if (isLatest) {
            latest = after;
        }
        fingerprint = after == null && isLatest ? 0 : model;
    }

    /** The mark is set when the event at the half is the latest, or else as soon as possible, and follows what changes. */
    private boolean isToBeMarked(int index, int half, boolean isLatest) {
        return mark == null ? isLatest && index >= half - 1 : index == markAt || isLatest && index == half - 1;
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

    /** Events up to the marked one, it included; 0 when there is no mark. */
    int marked() {
        return mark == null ? 0 : markAt + 1;
    }

    /** So many of the window's oldest events are gone, and no state is at hand from where it begins now. */
    void moveWindow(int events) {
        windowStart += events;
        base = null;
        markAt -= events;
        if (markAt < 0) {
            mark = null;
        }
    }

    /**
     * The events up to the marked one are gone; the latest is marked now.
     *
     * @param size events that the window still has
     * @param startsSession whether a session begins with them, which needs no state
     */
    void moveToMark(int size, boolean startsSession) {
        float[] marked = mark;
        moveWindow(marked());
        base = startsSession ? null : marked;
        mark = copy(latest);
        markAt = size - 1;
    }

    private void forgetBase() {
        base = null;
        mark = null;
    }

    /**
     * @param version of the state's encoding
     * @param size events of the window
     * @param half half of a full window, in events
     */
    void read(int version, StateReader in, int size, int half) {
        fingerprint = in.readLong();
        latest = in.readFloats();
        if (size > 0) {
            follow(size - 1, latest);
        }
        base = in.readFloats();
        mark = in.readFloats();
        if (mark != null) {
            markAt = version > MARK_AT_HALF ? in.readInt() : half - 1;
            mark = markAt < size ? mark : null;
        }
    }

    void write(StateWriter out) {
        out.writeLong(fingerprint);
        out.writeFloats(latest);
        out.writeFloats(base);
        out.writeFloats(mark);
        if (mark != null) {
            out.writeUnsigned(markAt);
        }
    }

    private static float @Nullable [] copy(float @Nullable [] state) {
        return state == null ? null : state.clone();
    }
}
