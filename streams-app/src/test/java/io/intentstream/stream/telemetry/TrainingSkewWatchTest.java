package io.intentstream.stream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.model.AdditiveModel;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.stream.ClickEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TrainingSkewWatchTest {
    private static final int WINDOW = (int) TrainingSkew.LEAST_EVENTS;
    private static final TrainingShares TRAINING =
            new TrainingShares(Map.of("event_type", 0.0), Map.of("event_type", 0.0), List.of("VIEW_ITEM"));

    private final AdditiveModel model = new AdditiveModel(Map.of());
    private final FeatureCounters counters =
            new FeatureCounters(model.manifest().features(), TRAINING);
    private final Logger logger = (Logger) LoggerFactory.getLogger(TrainingSkewWatch.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private int sent;

    @BeforeEach
    void capture() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void release() {
        logger.detachAppender(log);
    }

    @Test
    void shouldLogOnceWhenUnseenEventTypesBeginAndOnceWhenTheyEnd() {
        try (TrainingSkewWatch watch = new TrainingSkewWatch(counters, TRAINING)) {
            // Given
            score(WINDOW, 0);
            watch.look(TRAINING);
            assertThat(log.list).isEmpty();

            // When
            score(WINDOW, 250);
            watch.look(TRAINING);
            score(WINDOW, 500);
            watch.look(TRAINING);
            score(WINDOW, 0);
            watch.look(TRAINING);
            score(WINDOW, 0);
            watch.look(TRAINING);

            // Then
            assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
            assertThat(log.list.get(0).getFormattedMessage())
                    .contains(
                            "causes=[unknown event_type 5.0% (training 0.0%)]",
                            "events=5000", "intentstream train", "docs/operations.md#intentstreamtrainingskew");
            assertThat(log.list.get(1).getFormattedMessage())
                    .contains("ended=[unknown event_type]", "remaining=0", "events=5000");
        }
    }

    /** Scores views, and among them additions to the cart. */
    private void score(int events, int additions) {
        List<InputEvent> inputs = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            ClickEvent event = ClickEvents.view("user-" + i % 100, "event-" + sent, Instant.ofEpochSecond(sent++));
            event.setEventType(i < additions ? EventType.ADD_TO_CART : EventType.VIEW_ITEM);
            inputs.add(new InputEvent(event, 0, -1));
        }
        try (Engine engine = new Engine(EngineSettings.defaults(), model)) {
            counters.count(engine.apply(inputs, engine.load(inputs, new MemoryStates()))
                    .outcomes());
        }
    }
}
