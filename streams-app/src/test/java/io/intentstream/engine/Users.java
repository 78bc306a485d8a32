package io.intentstream.engine;

import io.intentstream.config.EngineSettings;
import io.intentstream.model.IntentModel;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine with its users' states in a map, as a store would hold them. */
public final class Users implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private final EngineSettings settings;
    private final IntentModel model;
    private Engine engine;
    private final Map<String, byte[]> states;

    public Users(EngineSettings settings, IntentModel model) {
        this(settings, model, new HashMap<>());
    }

    Users(EngineSettings settings, IntentModel model, Map<String, byte[]> states) {
        this.settings = settings;
        this.model = model;
        this.engine = new Engine(settings, model);
        this.states = states;
    }

    /** An event of a user some seconds after a fixed instant. */
    static ClickEvent event(String user, String id, EventType type, long second) {
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

    List<Outcome> apply(ClickEvent... events) {
        return apply(List.of(events));
    }

    List<Outcome> apply(List<ClickEvent> events) {
        List<Delivery> deliveries = new ArrayList<>();
        for (ClickEvent event : events) {
            deliveries.add(new Delivery(event, 0, -1));
        }
        return deliver(deliveries);
    }

    List<Outcome> deliver(List<Delivery> deliveries) {
        BatchResult result = engine.apply(deliveries, states::get);
        for (BatchResult.Change change : result.changes()) {
            states.put(change.userId(), change.state());
        }
        return result.outcomes();
    }

    List<Outcome> oneByOne(List<ClickEvent> events) {
        List<Outcome> outcomes = new ArrayList<>();
        for (ClickEvent event : events) {
            outcomes.addAll(apply(event));
        }
        return outcomes;
    }

    /** Goes on with an engine that has nothing but the stored states. */
    void restart() {
        engine.close();
        engine = new Engine(settings, model);
    }

    Map<String, byte[]> states() {
        return states;
    }

    byte[] state(String user) {
        return states.get(user);
    }

    static PurchaseIntent intent(Outcome outcome) {
        return ((Outcome.Scored) outcome).intent();
    }

    static UserProfile profile(Outcome outcome) {
        return ((Outcome.Scored) outcome).profile().read();
    }

    @Override
    public void close() {
        engine.close();
    }
}
