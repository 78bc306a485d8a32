package io.intentstream.core.state;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.ScoringPlan.ModelStep;
import io.intentstream.core.state.StateChange.StateValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one user. It has these pieces:
 *
 * <ul>
 *   <li>the <b>window</b> of the latest events ({@link Window});
 *   <li>the <b>history before the window</b>, the aggregates of the events that have left it;
 *   <li>the <b>history as of the latest event</b> ({@link #history()}), which is derived: the history before the window with
 *       the window's events added. So a late event is inserted into the window, and everything that depends on order comes
 *       out as if it had arrived in time;
 *   <li>a <b>checkpoint</b>, the history as of one of the last {@value Window#SEGMENT} events, so that reading a state need
 *       not add all of the window's events again;
 *   <li>the model's <b>recurrent states</b> ({@link RecurrentStates});
 *   <li>the <b>products</b> of the events before the window ({@link ItemMemory}), if they are remembered;
 *   <li>how far <b>time has been followed</b>, with memberships and the current session's scores ({@link FollowedTime});
 *   <li>the <b>applied offsets</b> of the input, under at-least-once ({@link AppliedOffsets}).
 * </ul>
 *
 * <p>The window keeps the sessions that reach into the grace period before the latest event, at least {@value #MIN_EVENTS}
 * events and at most {@link EngineSettings#windowEvents()}. When it is full its older half leaves, up to an event whose
 * recurrent state was kept, so that a longer session can still be scored again exactly.
 *
 * <p>It is stored as a head and parts: an update writes the head (recurrent states, the tail of the window, references to
 * parts) and only those parts that are new.
 *
 * <p>For each event: {@link #admit}; if it is {@link Admission#NEW}, {@link #startAgainIfIdle} and {@link #add}; then
 * {@link #setScore} for each step of the plan. Events that need not stay leave the window with the next {@link #admit} or
 * {@link #store}.
 *
 * <p>Mutable and not thread-safe: it is decoded for a batch and stored after it.
 */
public final class UserState {
    /** Events that stay in the window whatever their age: trajectory and duplicate detection need them. */
    static final int MIN_EVENTS = 16;

    /** The oldest version of the encoding that is read: without baskets. */
    private static final int OLDEST_VERSION = 1;

    /** The last version that did not begin with {@link FollowedTime}. */
    private static final int WITHOUT_TIME = 2;

    /** The last version that did not remember products. */
    private static final int WITHOUT_ITEMS = 3;

    /** Version of the encoding that is written. */
    private static final int VERSION = 4;

    private final String userId;
    private final EngineSettings settings;
    private final SessionGap gap;
    private final Window window;
    private final AppliedOffsets offsets = new AppliedOffsets();
    private final DerivedHistory history;
    private final RecurrentStates recurrent = new RecurrentStates();

    private final FollowedTime followedTime = new FollowedTime();

    /** Whether events may leave the window since an event was added. */
    private boolean untrimmed;

    /** A user without events. */
    public UserState(String userId, EngineSettings settings) {
        this.userId = userId;
        this.settings = settings;
        this.gap = SessionGap.of(settings.sessionGap());
        this.window = new Window(userId);
        this.history = new DerivedHistory(userId, settings, window);
    }

    /**
     * Reads a stored state.
     *
     * @throws IllegalStateException when it is damaged or of a later release
     */
    public static UserState decode(StoredState stored, EngineSettings settings) {
        return decode(stored.userId(), stored.head(), stored.parts()::get, settings);
    }

    /**
     * Reads a stored state.
     *
     * @param head the value of {@link StateKey.Head}, or a state in one piece as {@link #encode} wrote it
     * @param store returns the parts that the head names; null for one that is missing
     * @throws IllegalStateException when it is damaged or of a later release, or a part is missing
     */
    public static UserState decode(
            String userId, byte[] head, Function<StateKey, byte @Nullable []> store, EngineSettings settings) {
        try {
            UserState state = new UserState(userId, settings);
            StateReader in = new StateReader(head);
            int version = readTime(in, state.followedTime);
            state.read(in, key -> part(key, store), version > WITHOUT_ITEMS);
            state.history.replay(state.window.size(), (before, event) -> event);
            return state;
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw damaged(head, e);
        }
    }

    private static int readVersion(StateReader in) {
        int version = in.readByte();
        if (version < OLDEST_VERSION || version > VERSION) {
            throw new IllegalStateException("A user's state has version " + version + ", this release reads versions "
                    + OLDEST_VERSION + " to " + VERSION + ": run the release that wrote it, or a later one");
        }
        return version;
    }

    /** @return the version of the encoding */
    private static int readTime(StateReader in, FollowedTime time) {
        int version = readVersion(in);
        if (version > WITHOUT_TIME) {
            time.read(in);
        }
        return version;
    }

    /**
     * Reads the audiences that a user belongs to without decoding the rest of the state.
     *
     * @param head the value of {@link StateKey.Head}
     * @throws IllegalStateException when it is damaged or of a later release
     */
    public static Memberships membershipsOf(byte[] head) {
        try {
            FollowedTime front = new FollowedTime();
            StateReader in = new StateReader(head);
            if (readVersion(in) > WITHOUT_TIME) {
                front.readMemberships(in);
            }
            return front.memberships();
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw damaged(head, e);
        }
    }

    /**
     * Reads the minute of {@link FollowedTime#due} without decoding the rest of the state.
     *
     * @param head the value of {@link StateKey.Head}
     * @throws IllegalStateException when it is damaged or of a later release
     */
    public static long dueOf(byte[] head) {
        try {
            FollowedTime front = new FollowedTime();
            readTime(new StateReader(head), front);
            return front.due();
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw damaged(head, e);
        }
    }

    private static StateReader part(StateKey key, Function<StateKey, byte @Nullable []> store) {
        byte[] part = store.apply(key);
        if (part == null) {
            throw new IllegalStateException("A user's state is damaged: a part that its head names is missing");
        }
        return new StateReader(part);
    }

    private static IllegalStateException damaged(byte[] bytes, RuntimeException cause) {
        return new IllegalStateException("A user's state of " + bytes.length + " bytes is damaged", cause);
    }

    /** Keys of the parts that a head names. */
    static List<StateKey> partsOf(String userId, byte[] head) {
        List<StateKey> keys = new ArrayList<>();
        try {
            StateReader in = new StateReader(head);
            int version = readTime(in, new FollowedTime());
            DerivedHistory.addKeys(userId, in, keys, version > WITHOUT_ITEMS);
            Window.addKeys(userId, in, keys);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw damaged(head, e);
        }
        return keys;
    }

    private void read(StateReader in, Function<StateKey, StateReader> parts, boolean withItems) {
        history.read(in, parts, withItems);
        window.read(in, parts);
        recurrent.read(in, window.size());
        offsets.read(in);
    }

    /**
     * Returns the writes that store this state in a store that holds the state it was decoded from, or the one that was
     * stored last.
     *
     * @param out is emptied and written to
     */
    public StateChange store(StateWriter out) {
        trim();
        out.reset();
        List<StateValue> added = new ArrayList<>(1);
        List<StateKey> removed = new ArrayList<>(1);
        out.writeByte(VERSION);
        followedTime.write(out);
        history.store(out, added, removed);
        window.store(out, added, removed);
        recurrent.write(out);
        offsets.write(out);
        return new StateChange(new StateValue(new StateKey.Head(userId), out.toBytes()), added, removed);
    }

    /**
     * Encodes in one piece what the events have made of the state: without the checkpoint, which follows from the rest, and
     * without how far time has been followed, which depends on who asked.
     *
     * @param out is emptied and written to
     */
    public byte[] encode(StateWriter out) {
        trim();
        out.reset();
        out.writeByte(VERSION);
        new FollowedTime().write(out);
        history.writeInline(out);
        window.writeInline(out);
        recurrent.write(out);
        offsets.write(out);
        return out.toBytes();
    }

    /** The user. */
    public String userId() {
        return userId;
    }

    /** The aggregates as of the latest event. */
    public History history() {
        return history.latest();
    }

    /** What is remembered of the products before the window; a live view. */
    public ItemMemory itemMemory() {
        return history.itemMemory();
    }

    /** Shows the aggregates after each of the window's events, by its place; they change after the call. */
    public void visitHistory(ObjIntConsumer<History> visitor) {
        history.visit(visitor);
    }

    /** How far time has been followed. */
    public FollowedTime followedTime() {
        return followedTime;
    }

    /** Events in the window. */
    public int size() {
        return window.size();
    }

    /** The window's {@code index}-th event in time order. */
    public WindowEvent event(int index) {
        return window.event(index);
    }

    /** Event time of the window's {@code index}-th event, epoch milliseconds. */
    public long time(int index) {
        return window.time(index);
    }

    /** Uncalibrated log-odds after the window's {@code index}-th event; NaN when the model failed on it. */
    public float logit(int index) {
        return window.logit(index);
    }

    /** Index of the first event in the window of the session that the {@code index}-th event belongs to. */
    public int sessionStart(int index) {
        return window.sessionStart(index, gap);
    }

    /** Categories of the window's events from {@code first} to {@code last}, both included. */
    public BoundedCounter categories(int first, int last) {
        return window.categories(first, last);
    }

    /** Fingerprint of the model that scored the latest event; 0 when there is no recurrent state after it. */
    public long model() {
        return recurrent.model();
    }

    /** The recurrent state after the latest event; null when there is none. Not to be written to. */
    public float @Nullable [] recurrent() {
        return recurrent.latest();
    }

    /**
     * Tells whether the state contains an event already.
     *
     * @param source identity of the input partition
     * @param offset the event's offset in it; -1 when there is none
     */
    public Admission admit(WindowEvent event, long source, long offset) {
        trim();
        boolean known = window.indexOf(event.id()) >= 0;
        if (offset >= 0 && offset <= offsets.offset(source) && (known || history.mayContain(event.time()))) {
            return Admission.REDELIVERED;
        }
        return known ? Admission.DUPLICATE : Admission.NEW;
    }

    /** Index in the window of the event with this id; -1 when it is not there. */
    public int indexOf(long id) {
        return window.indexOf(id);
    }

    /**
     * Drops everything but the applied offsets when the user has been idle for longer than {@link
     * EngineSettings#userTtl()}.
     *
     * @param time event time of the next event, epoch milliseconds
     * @return whether the user starts again
     */
    public boolean startAgainIfIdle(long time) {
        if (window.size() == 0
                || time - history().lastSeen() <= settings.userTtl().toMillis()) {
            return false;
        }
        history.clear();
        recurrent.clear();
        followedTime.clear();
        untrimmed = false;
        return true;
    }

    /** Marks everything up to this offset as contained, with {@link EngineSettings#trackRedelivery()} only. */
    public void reach(long source, long offset) {
        if (settings.trackRedelivery() && offset >= 0) {
            offsets.set(source, offset);
        }
    }

    /**
     * Adds a new event: at the end of the window, or, when it is late, where its time belongs.
     *
     * @param features computes what the model reads of an event, from the history before it and the event
     * @param model fingerprint of the model that will score the event
     * @return the model's steps; call {@link #setScore} for each, in their order, before anything else
     */
    public <F> ScoringPlan<F> add(WindowEvent event, BiFunction<History, WindowEvent, F> features, long model) {
        untrimmed = true;
        History before = history.latest();
        if (event.time() < before.lastSeen()) {
            return addLate(event, features, model);
        }
        before.begin(event);
        boolean startsSession = before.session().events() == 0;
        boolean exact = startsSession || recurrent.model() == model;
        int index = window.size();
        // Without an exact recurrent state, the features are computed with those of the whole session.
        F read = exact ? features.apply(before, event) : null;
        history.append(event);
        if (read == null) {
            return rescoreSession(index, index, false, features, model);
        }
        return new ScoringPlan<>(
                index,
                false,
                false,
                startsSession ? null : recurrent.latest(),
                List.of(new ModelStep<>(index, read, startsSession)));
    }

    private <F> ScoringPlan<F> addLate(WindowEvent event, BiFunction<History, WindowEvent, F> features, long model) {
        int index = history.insertLate(event);
        if (index < 0) {
            recurrent.forgetRecent();
        }
        float[] before = index < 0 ? null : recurrent.before(index, model);
        return before != null && reachesSessionStart(index, model)
                ? new ScoringPlan<>(index, true, true, before, history.replay(index, features))
                : rescoreSession(index, index < 0 ? window.size() - 1 : index, true, features, model);
    }

    /**
     * Whether the session of the {@code index}-th event can be scored again from its start. If it cannot, because it began
     * before the window and no recurrent state is known from there, results must not depend on the recent states, which
     * are in memory only.
     */
    private boolean reachesSessionStart(int index, long model) {
        return sessionStart(index) > 0 || recurrent.beforeWindow(model) != null || history.windowStartsSession();
    }

    /** Steps for every event from the start of the session that the event at {@code within} belongs to. */
    private <F> ScoringPlan<F> rescoreSession(
            int added, int within, boolean late, BiFunction<History, WindowEvent, F> features, long model) {
        int start = sessionStart(within);
        // A session that began before the window continues from the state that was kept there.
        float[] before = start == 0 ? recurrent.beforeWindow(model) : null;
        return new ScoringPlan<>(added, late, true, before, history.replay(start, features));
    }

    /** An array of {@code size} floats for {@link #setScore}; its content may be overwritten. */
    public float[] recurrentBuffer(int index, int size) {
        return recurrent.buffer(index, size);
    }

    /**
     * Stores a step's result.
     *
     * @param index the event's place in the window
     * @param model fingerprint of the model
     * @param logit uncalibrated log-odds after the event; NaN when the model failed
     * @param after the recurrent state after the event, kept without a copy; null when the model failed
     */
    public void setScore(int index, long model, float logit, float @Nullable [] after) {
        window.setLogit(index, logit);
        recurrent.set(index, model, after, half(), index == window.size() - 1);
    }

    /** Half of a full window, in events. */
    private int half() {
        return settings.windowEvents() / 2;
    }

    /**
     * Moves events that need not stay out of the window. Whole segments leave, so that the others need not be written
     * again.
     */
    private void trim() {
        if (!untrimmed) {
            return;
        }
        untrimmed = false;
        boolean full = window.size() >= settings.windowEvents();
        int toCheckpoint = recurrent.eventsToCheckpoint();
        if (full && toCheckpoint > 0) {
            // After the window's size was reduced, the checkpoint may be among the events that must stay, for a while.
            if (window.size() - toCheckpoint >= MIN_EVENTS) {
                boolean startsSession = history.removeOldest(toCheckpoint);
                recurrent.moveToCheckpoint(window.size(), startsSession);
            }
            return;
        }
        int leaving = full ? half() : firstToKeep() / Window.SEGMENT * Window.SEGMENT;
        if (leaving > 0) {
            history.removeOldest(leaving);
            recurrent.moveWindow(leaving);
        }
    }

    /** Start of the session that reaches into the grace period, or earlier to keep {@value #MIN_EVENTS} events. */
    private int firstToKeep() {
        // An event within the grace may belong to a session whose last event is older by a session gap.
        long horizon = window.time(window.size() - 1) - settings.windowGrace().toMillis() - gap.millis();
        int first = window.size() - 1;
        while (first > 0 && window.time(first - 1) >= horizon) {
            first--;
        }
        return Math.min(sessionStart(first), Math.max(0, window.size() - MIN_EVENTS));
    }
}
