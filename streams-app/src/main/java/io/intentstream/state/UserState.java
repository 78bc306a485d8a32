package io.intentstream.state;

import io.intentstream.config.EngineSettings;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one user: a base (the {@link History} of events that have left the window), the {@link Window} of
 * the latest events, and the model's recurrent state after the last of them. The history as of now is derived: the base
 * with the window's events folded in. So an event that arrives late is sorted into the window and everything that
 * depends on order comes out as if it had come in time.
 *
 * <p>The window keeps the visits that reach into the grace period before the latest event, at least {@value
 * #MIN_EVENTS} events and at most {@link EngineSettings#windowEvents()}; at that number the older half moves to the
 * base, and with it the recurrent state at the half ("mark"), so that a longer visit can still be scored again exactly.
 *
 * <p>Mutable, since it is decoded for one batch and encoded after it; not thread-safe.
 */
public final class UserState {
    /** Events that stay in the window whatever their age: the trajectory and the recognition of duplicates need them. */
    static final int MIN_EVENTS = 16;

    /** The window is trimmed when it holds so many more than need to stay: moving events to the base costs a decoding. */
    private static final int SLACK = 8;

    /** 2 added the visit's pages and fastest step, and events' attributes. */
    private static final int VERSION = 3;

    private final EngineSettings settings;
    private final Window window = new Window();
    private final Positions positions = new Positions();
    private byte[] base = new byte[0];
    private float @Nullable [] baseRecurrent;
    private float @Nullable [] markRecurrent;
    private float @Nullable [] recurrent;
    private long fingerprint;
    private History history;

    /** A user of whom nothing is known. */
    public UserState(EngineSettings settings) {
        this.settings = settings;
        this.history = new History(settings);
    }

    /**
     * Reads an encoded state.
     *
     * @throws IllegalStateException when the bytes are of a later release or damaged
     */
    public static UserState decode(byte[] bytes, EngineSettings settings) {
        StateReader in = new StateReader(bytes);
        UserState state = new UserState(settings);
        try {
            int version = in.readByte();
            if (version < 1 || version > VERSION) {
                throw new IllegalStateException("A user's state has version " + version + ", this release reads up to "
                        + VERSION + ": run the release that wrote it, or a later one");
            }
            state.base = toThisVersion(in.readBytes(), version, settings);
            state.window.read(in);
            state.fingerprint = in.readLong();
            state.recurrent = in.readFloats();
            state.baseRecurrent = in.readFloats();
            state.markRecurrent = in.readFloats();
            state.positions.read(in);
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw new IllegalStateException("A user's state of " + bytes.length + " bytes is damaged", e);
        }
        state.refold(state.window.size(), (index, before, click) -> {});
        return state;
    }

    /** Writes the state; {@code out} is emptied first. */
    public byte[] encode(StateWriter out) {
        out.reset();
        out.writeByte(VERSION);
        out.writeBytes(base);
        window.write(out);
        out.writeLong(fingerprint);
        out.writeFloats(recurrent);
        out.writeFloats(baseRecurrent);
        out.writeFloats(markRecurrent);
        positions.write(out);
        return out.toBytes();
    }

    /** Everything known as of the latest event. */
    public History history() {
        return history;
    }

    /** The latest events. */
    public Window window() {
        return window;
    }

    /** Fingerprint of the model that made {@link #recurrent()}; 0 when there is none. */
    public long fingerprint() {
        return fingerprint;
    }

    /** The model's recurrent state after the latest event; null when there is none. */
    public float @Nullable [] recurrent() {
        return recurrent;
    }

    /** The model's recurrent state where the window begins, if {@code model} made it; null otherwise. */
    public float @Nullable [] baseRecurrent(long model) {
        return fingerprint == model ? baseRecurrent : null;
    }

    /**
     * Keeps the model's recurrent state after the {@code index}-th event of the window. To be called for every event
     * that is scored, in their order.
     *
     * @param after the state; kept as it is, not copied; null when the model failed
     */
    public void setRecurrent(int index, long model, float @Nullable [] after) {
        if (fingerprint != model) {
            baseRecurrent = null;
            markRecurrent = null;
        }
        if (index == settings.windowEvents() / 2 - 1) {
            markRecurrent = after == null ? null : after.clone();
        }
        if (index == window.size() - 1) {
            recurrent = after;
        }
        fingerprint = after == null && index == window.size() - 1 ? 0 : model;
    }

    /** Whether an event of this time is older than one already seen. */
    public boolean isLate(long time) {
        return time < history.lastSeen();
    }

    /** Adds an event that is not late, after {@code history().begin(click)}. */
    public void append(Click click) {
        history.apply(click);
        window.insert(click);
    }

    /**
     * Adds a late event: into the window where its time belongs or, when it is older than the window reaches back, into
     * the counts of the base. The history must be folded again with {@link #refold}.
     *
     * @return place of the event in the window; -1 when it was too old for it
     */
    public int insertLate(Click click) {
        History before = decodeBase();
        if (click.time() >= before.lastSeen()) {
            return window.insert(click);
        }
        before.applyLate(click);
        base = encodeBase(before);
        return -1;
    }

    /** What {@link #refold} shows of an event. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * An event about to be counted.
         *
         * @param index its place in the window
         * @param before the history before it, {@link History#begin} called
         * @param click the event
         */
        void visit(int index, History before, Click click);
    }

    /** Folds the window's events into the base again, and shows those from {@code from} on. */
    public void refold(int from, Visitor visitor) {
        history = decodeBase();
        for (int i = 0; i < window.size(); i++) {
            Click click = window.click(i);
            history.begin(click);
            if (i >= from) {
                visitor.visit(i, history, click);
            }
            history.apply(click);
        }
    }

    /** Whether the offset was reached before: the event is in the state already, or it is of a topic made anew. */
    public boolean reached(long source, long offset) {
        return offset >= 0 && offset <= positions.offset(source);
    }

    /** Whether an event of this time may have left the window. */
    public boolean reachesBack(long time) {
        return base.length > 0 && time <= decodeBase().lastSeen();
    }

    /** Remembers that everything up to this offset is in the state. */
    public void reach(long source, long offset) {
        positions.set(source, offset);
    }

    /** Keeps the positions and forgets the rest: the user starts afresh. */
    public UserState afresh() {
        UserState fresh = new UserState(settings);
        StateWriter out = new StateWriter();
        positions.write(out);
        fresh.positions.read(new StateReader(out.toBytes()));
        return fresh;
    }

    /** Moves events that need not stay from the window to the base. To be called when an event has been scored. */
    public void trim() {
        int half = settings.windowEvents() / 2;
        if (window.size() >= settings.windowEvents()) {
            moveToBase(half);
            baseRecurrent = decodeBase().startsSession(window.time(0)) ? null : markRecurrent;
            markRecurrent = recurrent == null ? null : recurrent.clone();
            return;
        }
        int kept = window.size() - firstToKeep();
        // While the half is marked, its place in the window must stand.
        if (kept + SLACK <= window.size() && kept < half) {
            moveToBase(window.size() - kept);
            baseRecurrent = null;
            markRecurrent = null;
        }
    }

    /** Start of the visit that reaches into the grace period, or earlier to keep {@value #MIN_EVENTS} events. */
    private int firstToKeep() {
        long gap = settings.sessionGap().toMillis();
        // An event within the grace may join on to one that is older by a session gap.
        long horizon = window.time(window.size() - 1) - settings.windowGrace().toMillis() - gap;
        int first = window.size() - 1;
        while (first > 0 && window.time(first - 1) >= horizon) {
            first--;
        }
        return Math.min(window.sessionStart(first, gap), Math.max(0, window.size() - MIN_EVENTS));
    }

    private void moveToBase(int count) {
        History older = decodeBase();
        List<Click> moved = window.removeOldest(count);
        for (Click click : moved) {
            older.begin(click);
            older.apply(click);
        }
        older.forgetEndedSession(window.time(0));
        base = encodeBase(older);
    }

    private History decodeBase() {
        History decoded = new History(settings);
        if (base.length > 0) {
            decoded.read(new StateReader(base), VERSION);
        }
        return decoded;
    }

    private static byte[] toThisVersion(byte[] base, int version, EngineSettings settings) {
        if (version == VERSION || base.length == 0) {
            return base;
        }
        History older = new History(settings);
        older.read(new StateReader(base), version);
        return encodeBase(older);
    }

    private static byte[] encodeBase(History history) {
        StateWriter out = new StateWriter();
        history.write(out);
        return out.toBytes();
    }

    /** Equal when they would be encoded alike. */
    @Override
    public boolean equals(Object other) {
        return other instanceof UserState that
                && Arrays.equals(encode(new StateWriter()), that.encode(new StateWriter()));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode(new StateWriter()));
    }
}
