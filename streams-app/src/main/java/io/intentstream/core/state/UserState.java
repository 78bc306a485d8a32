package io.intentstream.core.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one user: a base (the {@link History} of events that have left the window), the {@link Window} of
 * the latest events, and the model's recurrent state after the last of them. The history as of now is derived: the base
 * with the window's events folded in. So an event that arrives late is sorted into the window and everything that
 * depends on order comes out as if it had come in time. So that a state that is read need not fold all of them, it holds
 * the history as of one of the latest {@value Window#SEGMENT} events too ("fold").
 *
 * <p>The window keeps the visits that reach into the grace period before the latest event, at least {@value
 * #MIN_EVENTS} events and at most {@link EngineSettings#windowEvents()}; at that number the older half moves to the
 * base, up to an event whose recurrent state was kept ("mark"), so that a longer visit can still be scored again exactly.
 *
 * <p>Stored as a head and parts (base, fold, and segments of the window's events), so that an update writes the recurrent
 * state and the latest events, and not all of them.
 *
 * <p>Mutable, since it is decoded for one batch and encoded after it; not thread-safe.
 */
public final class UserState {
    /** Events that stay in the window whatever their age: the trajectory and the recognition of duplicates need them. */
    static final int MIN_EVENTS = 16;

    /** 2 added the visit's pages and fastest step, and events' attributes; 3 stays and streaks; 4 parts; 5 the fold; 6 the mark's place. */
    static final int VERSION = 6;

    /** The last version that was one value. */
    private static final int IN_ONE_PIECE = 3;

    /** The last version without a fold. */
    static final int WITHOUT_FOLD = 4;

    private final EngineSettings settings;
    private final Window window = new Window();
    private final AppliedOffsets positions = new AppliedOffsets();
    private final HistoryCheckpoint base = new HistoryCheckpoint();
    private final HistoryCheckpoint fold = new HistoryCheckpoint();

    /** Events of the window that are in the fold; 0 when there is none. */
    private int folded;

    /** How many snapshots were stored: none has a number that another one had. */
    private int snapshots;

    private final RecurrentStates recurrence = new RecurrentStates();
    private History history;

    /** A user of whom nothing is known. */
    public UserState(EngineSettings settings) {
        this.settings = settings;
        this.history = new History(settings);
    }

    /**
     * Reads a state in one piece, as {@link #encode} or an earlier release wrote it.
     *
     * @throws IllegalStateException when the bytes are of a later release or damaged
     */
    public static UserState decode(byte[] bytes, EngineSettings settings) {
        return decode(bytes, number -> null, settings);
    }

    /**
     * Reads a stored state.
     *
     * @throws IllegalStateException when it is of a later release or damaged
     */
    public static UserState decode(StoredState stored, EngineSettings settings) {
        return decode(stored.head(), stored.parts()::get, settings);
    }

    /**
     * Reads a stored state.
     *
     * @param head the value under {@link StateKey#HEAD}
     * @param store gives the parts that the head names; null for one that is not there
     * @throws IllegalStateException when it is of a later release or damaged, or a part is missing
     */
    public static UserState decode(
            String userId, byte[] head, Function<StateKey, byte @Nullable []> store, EngineSettings settings) {
        return decode(head, number -> store.apply(new StateKey(userId, number)), settings);
    }

    private static UserState decode(byte[] head, IntFunction<byte @Nullable []> parts, EngineSettings settings) {
        try {
            UserState state = new UserState(settings);
            StateReader in = new StateReader(head);
            int version = readVersion(in);
            if (version <= IN_ONE_PIECE) {
                state.readWhole(in, version);
            } else {
                state.read(version, in, number -> part(number, parts));
            }
            state.refold(state.window.size(), (index, before, event) -> {});
            return state;
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw damaged(head, e);
        }
    }

    private static int readVersion(StateReader in) {
        int version = in.readByte();
        if (version < 1 || version > VERSION) {
            throw new IllegalStateException("A user's state has version " + version + ", this release reads up to "
                    + VERSION + ": run the release that wrote it, or a later one");
        }
        return version;
    }

    private static StateReader part(int number, IntFunction<byte @Nullable []> parts) {
        byte[] part = parts.apply(number);
        if (part == null) {
            throw new IllegalStateException("A user's state is damaged: its part " + number + " is missing");
        }
        return new StateReader(part);
    }

    private static IllegalStateException damaged(byte[] bytes, RuntimeException cause) {
        return new IllegalStateException("A user's state of " + bytes.length + " bytes is damaged", cause);
    }

    /** Numbers of the parts that a head names. */
    static List<Integer> partsOf(byte[] head) {
        List<Integer> numbers = new ArrayList<>();
        try {
            StateReader in = new StateReader(head);
            int version = readVersion(in);
            if (version > IN_ONE_PIECE) {
                int snapshots = in.readInt();
                HistoryCheckpoint.addPart(version, snapshots, in, numbers);
                if (version > WITHOUT_FOLD) {
                    in.readInt();
                    HistoryCheckpoint.addPart(version, snapshots, in, numbers);
                }
                Window.addSegments(in, numbers);
            }
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw damaged(head, e);
        }
        return numbers;
    }

    private void readWhole(StateReader in, int version) {
        base.readWhole(version, in, settings);
        window.readWhole(in);
        recurrence.read(version, in, window.size(), half());
        positions.read(in);
    }

    private void read(int version, StateReader in, IntFunction<StateReader> parts) {
        snapshots = in.readInt();
        base.read(version, snapshots, in, parts);
        if (version > WITHOUT_FOLD) {
            folded = in.readInt();
            fold.read(version, snapshots, in, parts);
        }
        window.read(in, parts);
        recurrence.read(version, in, window.size(), half());
        positions.read(in);
    }

    /**
     * Works out what has to be written for this state to be stored, where the state that it was decoded from, or that was
     * stored last, is stored.
     *
     * @param out is emptied and written to
     */
    public StateChange store(StateWriter out) {
        out.reset();
        List<StateChange.StatePart> added = new ArrayList<>(1);
        List<Integer> dropped = new ArrayList<>(1);
        out.writeByte(VERSION);
        snapshots = base.store(snapshots, added, dropped);
        snapshots = fold.store(snapshots, added, dropped);
        out.writeUnsigned(snapshots);
        base.write(out);
        out.writeUnsigned(folded);
        fold.write(out);
        window.store(out, added, dropped);
        recurrence.write(out);
        positions.write(out);
        return new StateChange(out.toBytes(), added, dropped);
    }

    /**
     * Writes the state in one piece, whatever of it is stored, and without the fold, which follows from the rest; {@code
     * out} is emptied first.
     */
    public byte[] encode(StateWriter out) {
        out.reset();
        out.writeByte(VERSION);
        out.writeUnsigned(0);
        base.writeHere(out);
        out.writeUnsigned(0);
        new HistoryCheckpoint().writeHere(out);
        window.write(out);
        recurrence.write(out);
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

    /** The model's recurrent states. */
    public RecurrentStates recurrence() {
        return recurrence;
    }

    /**
     * Keeps the model's recurrent state after the {@code index}-th event of the window. To be called for every event
     * that is scored, in their order.
     *
     * @param after the state; kept as it is, not copied; null when the model failed
     */
    public void setRecurrent(int index, long model, float @Nullable [] after) {
        recurrence.set(index, model, after, half(), index == window.size() - 1);
    }

    /** Half of a full window, in events. */
    private int half() {
        return settings.windowEvents() / 2;
    }

    /**
     * Whether the visit of the window's {@code index}-th event can be scored again from its start. Where it can't, since it began
     * before the window and no state is at hand from there, what comes of it must not depend on what else is in memory.
     */
    public boolean reachesStart(int index, long model) {
        return window.sessionStart(index, settings.sessionGap().toMillis()) > 0
                || recurrence.base(model) != null
                || base.decode(settings).startsSession(window.time(0));
    }

    /** Whether an event of this time is older than one already seen. */
    public boolean isLate(long time) {
        return time < history.lastSeen();
    }

    /** Adds an event that is not late, after {@code history().begin(click)}. */
    public void append(WindowEvent event) {
        history.apply(event);
        window.insert(event);
        keepFold(window.size());
    }

    /** Takes the history with the window's first {@code events} events for the fold, when that is far enough behind. */
    private void keepFold(int events) {
        if (events - folded >= Window.SEGMENT) {
            fold.set(history);
            folded = events;
        }
    }

    private void dropFold() {
        fold.clear();
        folded = 0;
    }

    /**
     * Adds a late event: into the window where its time belongs or, when it is older than the window reaches back, into
     * the counts of the base. The history must be folded again with {@link #refold}.
     *
     * @return place of the event in the window; -1 when it was too old for it
     */
    public int insertLate(WindowEvent event) {
        History before = base.decode(settings);
        if (event.time() >= before.lastSeen()) {
            int place = window.insert(event);
            if (place < folded) {
                dropFold();
            }
            return place;
        }
        before.applyLate(event);
        base.set(before);
        dropFold();
        recurrence.forgetTrail();
        return -1;
    }

    /** What {@link #refold} shows of an event. */
    @FunctionalInterface
    public interface FoldVisitor {
        /**
         * An event about to be counted.
         *
         * @param index its place in the window
         * @param before the history before it, {@link History#begin} called
         * @param event the event
         */
        void session(int index, History before, WindowEvent event);
    }

    /** Folds the window's events again, all that are not in the base or in the fold, and shows those from {@code from} on. */
    public void refold(int from, FoldVisitor visitor) {
        int first = from < folded ? 0 : folded;
        history = (first > 0 ? fold : base).decode(settings);
        for (int i = first; i < window.size(); i++) {
            WindowEvent event = window.event(i);
            history.begin(event);
            if (i >= from) {
                visitor.session(i, history, event);
            }
            history.apply(event);
            keepFold(i + 1);
        }
    }

    /** Whether the offset was reached before: the event is in the state already, or it is of a topic made anew. */
    public boolean reached(long source, long offset) {
        return offset >= 0 && offset <= positions.offset(source);
    }

    /** Whether an event of this time may have left the window. */
    public boolean reachesBack(long time) {
        return !base.isEmpty() && time <= base.decode(settings).lastSeen();
    }

    /** Remembers that everything up to this offset is in the state. */
    public void reach(long source, long offset) {
        positions.set(source, offset);
    }

    /** Keeps the positions and forgets the rest: the user starts afresh. */
    public UserState reset() {
        UserState fresh = new UserState(settings);
        StateWriter out = new StateWriter();
        positions.write(out);
        fresh.positions.read(new StateReader(out.toBytes()));
        fresh.window.replace(window);
        fresh.snapshots = snapshots;
        fresh.base.replace(base);
        fresh.fold.replace(fold);
        return fresh;
    }

    /**
     * Moves events that need not stay from the window to the base, by whole segments: the others then need not be written
     * again. To be called when an event has been scored.
     */
    public void trim() {
        int marked = recurrence.marked();
        if (window.size() >= settings.windowEvents() && marked > 0) {
            // After a full window was made smaller, the mark may be among the events that must stay: it won't be for
            // long.
            if (window.size() - marked >= MIN_EVENTS) {
                boolean startsSession = moveToBase(marked);
                recurrence.moveToMark(window.size(), startsSession);
            }
            return;
        }
        int moved = window.size() >= settings.windowEvents() ? half() : firstToKeep() / Window.SEGMENT * Window.SEGMENT;
        if (moved > 0) {
            moveToBase(moved);
            recurrence.moveWindow(moved);
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

    /**
     * Moves so many of the oldest events.
     *
     * @return whether the rest begins a visit, whatever may still come late
     */
    private boolean moveToBase(int count) {
        History older = base.decode(settings);
        for (WindowEvent event : window.removeOldest(count)) {
            older.begin(event);
            older.apply(event);
        }
        // An event within the grace may still join on to the last visit that has moved.
        long next = window.time(0) - settings.windowGrace().toMillis();
        boolean startsSession = older.startsSession(next);
        older.forgetEndedSession(next);
        base.set(older);
        if (folded > count) {
            folded -= count;
        } else {
            dropFold();
        }
        return startsSession;
    }
}
