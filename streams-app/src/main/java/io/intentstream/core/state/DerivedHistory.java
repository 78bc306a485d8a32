package io.intentstream.core.state;

import io.intentstream.core.state.ScoringPlan.ModelStep;
import io.intentstream.core.state.StateChange.StateValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The history as of the latest event, derived from the history before the window and the window's events. A checkpoint,
 * the history as of one of the last {@value Window#SEGMENT} events, saves a state that is read from adding all events of
 * the window again.
 */
final class DerivedHistory {
    private final String userId;
    private final EngineSettings settings;
    private final Window window;
    private final HistoryCheckpoint beforeWindow;
    private final HistoryCheckpoint checkpoint;

    /** An {@link ItemMemory}; empty when products are not remembered. */
    private final HistoryCheckpoint items;

    private @Nullable ItemMemory memory;

    /** Events of the window that the checkpoint contains; 0 when there is no checkpoint. */
    private int checkpointEvents;

    /** The highest number that a history part ever had: no number is used twice. */
    private int lastPart;

    private History latest;

    DerivedHistory(String userId, EngineSettings settings, Window window) {
        this.userId = userId;
        this.settings = settings;
        this.window = window;
        this.beforeWindow = new HistoryCheckpoint(userId);
        this.checkpoint = new HistoryCheckpoint(userId);
        this.items = new HistoryCheckpoint(userId);
        this.latest = new History(settings);
    }

    /** The history as of the latest event. */
    History latest() {
        return latest;
    }

    /** Whether an event of this time, epoch milliseconds, may have left the window. */
    boolean mayContain(long time) {
        return !beforeWindow.isEmpty() && time <= beforeWindow.decode(settings).lastSeen();
    }

    /** Whether a session begins with the window's first event. */
    boolean windowStartsSession() {
        return beforeWindow.decode(settings).startsSession(window.time(0));
    }

    /** Adds an event to the end of history and window, after {@link History#begin}. */
    void append(WindowEvent event) {
        latest.apply(event);
        window.insert(event);
        keepCheckpoint(window.size());
    }

    /**
     * Inserts a late event into the window, or, when it is older than the window, counts it in the history before it.
     * {@link #replay} must follow.
     *
     * @return its index in the window; -1 when it is older
     */
    int insertLate(WindowEvent event) {
        History before = beforeWindow.decode(settings);
        if (event.time() >= before.lastSeen()) {
            int index = window.insert(event);
            if (index < checkpointEvents) {
                dropCheckpoint();
            }
            return index;
        }
        before.applyLate(event);
        beforeWindow.set(before);
        remember(List.of(event));
        dropCheckpoint();
        return -1;
    }

    /** Derives the history again, and returns the model's steps for the events from {@code first} on. */
    <F> List<ModelStep<F>> replay(int first, BiFunction<History, WindowEvent, F> features) {
        List<ModelStep<F>> steps = new ArrayList<>(window.size() - first);
        int from = first < checkpointEvents ? 0 : checkpointEvents;
        latest = (from > 0 ? checkpoint : beforeWindow).decode(settings);
        for (int i = from; i < window.size(); i++) {
            WindowEvent event = window.event(i);
            latest.begin(event);
            if (i >= first) {
                boolean startsSession = latest.session().events() == 0;
                steps.add(new ModelStep<>(i, features.apply(latest, event), startsSession));
            }
            latest.apply(event);
            keepCheckpoint(i + 1);
        }
        return steps;
    }

    /** Makes the history with the window's first {@code events} events the checkpoint, when the present one is old enough. */
    private void keepCheckpoint(int events) {
        if (events - checkpointEvents >= Window.SEGMENT) {
            checkpoint.set(latest);
            checkpointEvents = events;
        }
    }

    private void dropCheckpoint() {
        checkpoint.clear();
        checkpointEvents = 0;
    }

    /**
     * Moves the oldest events from the window into the history before it.
     *
     * @return whether the rest begins a session, whatever late events may still come
     */
    boolean removeOldest(int count) {
        History older = beforeWindow.decode(settings);
        List<WindowEvent> leaving = window.removeOldest(count);
        for (WindowEvent event : leaving) {
            older.begin(event);
            older.apply(event);
        }
        remember(leaving);
        // An event within the grace may still belong to the last session that left.
        long next = window.time(0) - settings.windowGrace().toMillis();
        boolean startsSession = older.startsSession(next);
        older.forgetEndedSession(next);
        beforeWindow.set(older);
        if (checkpointEvents > count) {
            checkpointEvents -= count;
        } else {
            dropCheckpoint();
        }
        return startsSession;
    }

    private void remember(List<WindowEvent> leaving) {
        if (settings.rememberItems()) {
            ItemMemory memory = itemMemory();
            leaving.forEach(memory::add);
            items.set(memory.toBytes());
        } else if (items.bytes().length > 0) {
            items.clear();
            memory = null;
        }
    }

    /** What is remembered of the products before the window; decoded when it is first asked for. */
    ItemMemory itemMemory() {
        if (memory == null) {
            try {
                memory = ItemMemory.of(items.bytes());
            } catch (RuntimeException e) {
                throw new IllegalStateException("A user's state is damaged: its memory of products", e);
            }
        }
        return memory;
    }

    /** Shows the history after each of the window's events, by its place; it changes after the call. */
    void visit(ObjIntConsumer<History> visitor) {
        History history = beforeWindow.decode(settings);
        for (int i = 0; i < window.size(); i++) {
            WindowEvent event = window.event(i);
            history.begin(event);
            history.apply(event);
            visitor.accept(history, i);
        }
    }

    /** Removes all events, those of the window included. */
    void clear() {
        window.clear();
        beforeWindow.clear();
        dropCheckpoint();
        items.clear();
        memory = null;
        latest = new History(settings);
    }

    /** Writes references to the stored parts, and stores those that are new. */
    void store(StateWriter head, List<StateValue> added, List<StateKey> removed) {
        lastPart = beforeWindow.store(lastPart, added, removed);
        lastPart = checkpoint.store(lastPart, added, removed);
        lastPart = items.store(lastPart, added, removed);
        head.writeUnsigned(lastPart);
        beforeWindow.writeReference(head);
        head.writeUnsigned(checkpointEvents);
        checkpoint.writeReference(head);
        items.writeReference(head);
    }

    /** Writes the history before the window in one piece, without the checkpoint, which follows from the rest. */
    void writeInline(StateWriter out) {
        out.writeUnsigned(0);
        beforeWindow.writeInline(out);
        out.writeUnsigned(0);
        new HistoryCheckpoint(userId).writeInline(out);
        items.writeInline(out);
    }

    /**
     * Reads what {@link #store} or {@link #writeInline} wrote; {@link #replay} must follow.
     *
     * @param withItems whether it was written by a release that remembers products
     */
    void read(StateReader in, Function<StateKey, StateReader> parts, boolean withItems) {
        lastPart = in.readInt();
        beforeWindow.read(in, parts);
        checkpointEvents = in.readInt();
        checkpoint.read(in, parts);
        if (withItems) {
            items.read(in, parts);
        }
    }

    /** Adds the keys of the parts that a head names. */
    static void addKeys(String userId, StateReader head, List<StateKey> keys, boolean withItems) {
        head.readInt();
        HistoryCheckpoint.addKey(userId, head, keys);
        head.readInt();
        HistoryCheckpoint.addKey(userId, head, keys);
        if (withItems) {
            HistoryCheckpoint.addKey(userId, head, keys);
        }
    }
}
