package io.intentstream.state;

import org.jspecify.annotations.Nullable;

/**
 * A model's recurrent states for a user: after the latest event; where the window begins ("base"), so that a visit that
 * began before it can be scored again; and at the half of a full window ("mark"), where it will begin next. All are of the
 * same model.
 */
final class Recurrence {
    private long fingerprint;
    private float @Nullable [] latest;
    private float @Nullable [] base;
    private float @Nullable [] mark;

    /** Fingerprint of the model; 0 when there is no state after the latest event. */
    long fingerprint() {
        return fingerprint;
    }

    /** The state after the latest event; null when there is none. */
    float @Nullable [] latest() {
        return latest;
    }

    /** The state where the window begins, if {@code model} made it; null otherwise. */
    float @Nullable [] base(long model) {
        return fingerprint == model ? base : null;
    }

    /**
     * Keeps the state after an event.
     *
     * @param model the model's fingerprint; states of another one are forgotten
     * @param after kept as it is for the latest event, copied for the mark; null when the model failed
     * @param isMark whether the event is the last before the half of a full window
     * @param isLatest whether it is the latest
     */
    void set(long model, float @Nullable [] after, boolean isMark, boolean isLatest) {
        if (fingerprint != model) {
            forgetBase();
        }
        if (isMark) {
            mark = copy(after);
        }
        if (isLatest) {
            latest = after;
        }
        fingerprint = after == null && isLatest ? 0 : model;
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

    void read(StateReader in) {
        fingerprint = in.readLong();
        latest = in.readFloats();
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
