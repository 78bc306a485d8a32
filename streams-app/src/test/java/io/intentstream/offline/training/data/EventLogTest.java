package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.NumericFeature;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.RandomBundle;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    private static final Instant START = Instant.parse("2024-01-06T08:00:00Z");
    private static final EventType[] TYPES = {
        EventType.VIEW_ITEM, EventType.SEARCH, EventType.ADD_TO_CART, EventType.PURCHASE
    };
    private static final FeatureSpec FEATURES = new FeatureSpec(
            Arrays.stream(NumericFeature.values())
                    .map(feature -> new FeatureSpec.Numeric(feature.id(), 0, 1))
                    .toList(),
            Arrays.stream(CategoricalFeature.values())
                    .map(feature -> new FeatureSpec.Categorical(feature.id(), List.of(), 16))
                    .toList());

    @TempDir
    private Path folder;

    @Test
    void shouldKeepEventsThatTheEngineScoresAndReadTheFeaturesThatItReads() throws IOException {
        // Given: sessions, events sent twice, and a silence that outlasts the user's TTL
        List<ClickEvent> events = events();
        EngineSettings settings = EngineSettings.defaults();

        // When
        EventLog log = EventLog.read(source(events), Map.of());

        // Then
        List<FeatureVector> served = served(events, settings);
        List<FeatureVector> learnt = new ArrayList<>();
        FeatureSet features = new FeatureSet(FEATURES);
        new HistoryFold(settings).play(log.users().get(0), (before, event) -> learnt.add(features.of(before, event)));
        assertThat(learnt).usingRecursiveFieldByFieldElementComparator().isEqualTo(served);
        assertThat(log.events()).isEqualTo(served.size());
        assertThat(log.duplicates()).isEqualTo(events.size() - served.size()).isGreaterThan(10);
    }

    @Test
    void shouldCountWhatItLeavesOut() {
        // Given
        ClickEvent invalid = event("ann", "1", START.minus(Duration.ofDays(20_000)), EventType.VIEW_ITEM);
        ClickEvent withheld = event("ann", "2", START, EventType.VIEW_ITEM);
        withheld.setConsent(false);
        ClickEvent kept = event("ann", "3", START, EventType.VIEW_ITEM);

        // When
        EventLog log = EventLog.read(source(List.of(invalid, withheld, kept, kept)), Map.of("ann", true));

        // Then
        assertThat(log.rejected()).isEqualTo(1);
        assertThat(log.withheld()).isEqualTo(1);
        assertThat(log.duplicates()).isEqualTo(1);
        assertThat(log.users()).singleElement().satisfies(user -> {
            assertThat(user.events()).extracting(WindowEvent::id).containsExactly(WindowEvent.hash("3"));
            assertThat(user.bought()).isTrue();
        });
    }

    @Test
    void shouldPutEventsInTimeOrderAndKeepUsersInTheOrderOfTheFile() {
        // Given
        List<ClickEvent> events = List.of(
                event("bob", "1", START.plusSeconds(60), EventType.VIEW_ITEM),
                event("ann", "2", START, EventType.VIEW_ITEM),
                event("bob", "3", START, EventType.VIEW_ITEM));

        // When
        EventLog log = EventLog.read(source(events), Map.of());

        // Then
        assertThat(log.users()).extracting(UserEvents::userId).containsExactly("bob", "ann");
        assertThat(log.users().get(0).events())
                .extracting(WindowEvent::id)
                .containsExactly(WindowEvent.hash("3"), WindowEvent.hash("1"));
    }

    private List<FeatureVector> served(List<ClickEvent> events, EngineSettings settings) throws IOException {
        List<FeatureVector> served = new ArrayList<>();
        MemoryStates states = new MemoryStates();
        try (IntentModel model = ModelBundle.load(RandomBundle.write(folder, FEATURES, 8));
                Engine engine = new Engine(settings, model, EngineOutputs.INTENTS)) {
            for (ClickEvent event : events) {
                List<InputEvent> inputs = List.of(new InputEvent(event, 0, -1));
                BatchResult result = engine.apply(inputs, engine.load(inputs, states));
                states.apply(result);
                if (result.outcomes().get(0) instanceof Outcome.Scored scored) {
                    served.add(scored.features());
                }
            }
        }
        return served;
    }

    private static List<ClickEvent> events() {
        Random random = new Random(5);
        List<ClickEvent> events = new ArrayList<>();
        Instant time = START;
        for (int i = 0; i < 900; i++) {
            time = time.plusSeconds(random.nextInt(20) == 0 ? 7_200 : random.nextInt(120));
            time = i == 600 ? time.plus(EngineSettings.defaults().userTtl()).plusSeconds(1) : time;
            ClickEvent event = event("ann", "event-" + i, time, TYPES[random.nextInt(TYPES.length)]);
            events.add(event);
            if (random.nextInt(30) == 0) {
                events.add(event);
            }
        }
        return events;
    }

    private static ClickEvent event(String user, String id, Instant time, EventType type) {
        return ClickEvent.newBuilder()
                .setUserId(user)
                .setEventId(id)
                .setEventType(type)
                .setEventTime(time)
                .setItemId("item-" + id.length())
                .setCategoryId("category-" + time.getEpochSecond() % 9)
                .setPriceMinor(time.getEpochSecond() % 10_000)
                .setCurrency("EUR")
                .build();
    }

    private static EventSource source(List<ClickEvent> events) {
        Iterator<ClickEvent> iterator = events.iterator();
        return new EventSource() {
            @Override
            public ClickEvent next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
