package io.intentstream.core.engine;

import io.intentstream.core.model.IntentModel;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StoredState;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An engine with its users' states in a map that serves as the store. */
public final class Users implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private final EngineSettings settings;
    private final IntentModel model;
    private final EngineOutputs outputs;
    private Engine engine;
    private final MemoryStates states;

    public Users(EngineSettings settings, IntentModel model) {
        this(settings, model, new MemoryStates());
    }

    Users(EngineSettings settings, IntentModel model, MemoryStates states) {
        this(settings, model, states, EngineOutputs.PROFILES_AND_INTENTS);
    }

    /** Users of whom more is made than profiles and intents. */
    public Users(EngineSettings settings, IntentModel model, EngineOutputs outputs) {
        this(settings, model, new MemoryStates(), outputs);
    }

    Users(EngineSettings settings, IntentModel model, MemoryStates states, EngineOutputs outputs) {
        this.settings = settings;
        this.model = model;
        this.outputs = outputs;
        this.engine = new Engine(settings, model, outputs);
        this.states = states;
    }

    /** An event of a user some seconds after a fixed instant. */
    public static ClickEvent event(String user, String id, EventType type, long second) {
        return ClickEvent.newBuilder()
                .setUserId(user)
                .setEventId(id)
                .setEventType(type)
                .setEventTime(START.plusSeconds(second))
                .setItemId("item-" + second % 7)
                .setCategoryId("category-" + second % 3)
                .setPageType("page-" + second % 4)
                .setAttributes(Map.of("tier", Long.toString(second % 5), "unread", "x"))
                .build();
    }

    public List<Outcome> apply(ClickEvent... events) {
        return apply(List.of(events));
    }

    public List<Outcome> apply(List<ClickEvent> events) {
        return applyInputs(inputs(events));
    }

    /** Applies events and returns what was written for them. */
    List<BatchResult.Change> applyAndReturnChanges(List<ClickEvent> events) {
        return applied(inputs(events)).changes();
    }

    public List<Outcome> applyInputs(List<InputEvent> inputs) {
        return applied(inputs).outcomes();
    }

    private BatchResult applied(List<InputEvent> inputs) {
        BatchResult result = engine.apply(inputs, engine.load(inputs, states));
        states.apply(result);
        engine.persisted(result, states);
        return result;
    }

    /** Applies events as one batch and writes nothing. */
    List<Outcome> applyWithoutWriting(ClickEvent... events) {
        List<InputEvent> inputs = inputs(List.of(events));
        return engine.apply(inputs, engine.load(inputs, states)).outcomes();
    }

    private static List<InputEvent> inputs(List<ClickEvent> events) {
        return events.stream().map(event -> new InputEvent(event, 0, -1)).toList();
    }

    public List<Outcome> oneByOne(List<ClickEvent> events) {
        List<Outcome> outcomes = new ArrayList<>();
        for (ClickEvent event : events) {
            outcomes.addAll(apply(event));
        }
        return outcomes;
    }

    /** Continues with a new engine that has only the stored states. */
    void restart() {
        engine.close();
        engine = new Engine(settings, model, outputs);
    }

    /** Lets time pass for users without events. */
    public List<UserChange> advance(long until, String... userIds) {
        TimeResult result = engine.advance(List.of(userIds), until, states);
        for (TimeResult.UserTime user : result.users()) {
            if (user.state() != null) {
                user.state().state().writeTo(states::write);
            }
        }
        engine.persisted(result, states);
        return result.users().stream().flatMap(user -> user.changes().stream()).toList();
    }

    /** What a user's events changed, and what fell due before them. */
    public static List<UserChange> changes(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Scored.class::isInstance)
                .flatMap(outcome -> ((Outcome.Scored) outcome).changes().stream())
                .toList();
    }

    /** Users in the engine's memory. */
    int inMemory() {
        return engine.recentUsers();
    }

    /** All users' states in one piece. */
    Map<String, byte[]> states() {
        return WholeStates.of(states);
    }

    /** All that is stored. */
    MemoryStates stored() {
        return states;
    }

    /** A user's state as stored. */
    StoredState stored(String user) {
        return WholeStates.stored(user, states);
    }

    /** A user's state in one piece. */
    public byte[] state(String user) {
        return WholeStates.of(stored(user));
    }

    public static PurchaseIntent intent(Outcome outcome) {
        return ((Outcome.Scored) outcome).intent().record().read();
    }

    public static UserProfile profile(Outcome outcome) {
        return ((Outcome.Scored) outcome).profile().read();
    }

    @Override
    public void close() {
        engine.close();
    }
}
