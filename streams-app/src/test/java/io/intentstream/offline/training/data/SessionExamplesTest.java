package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.EventBasket;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionExamplesTest {
    private static final long MINUTE = 60_000L;
    private static final FeatureSet TYPES = new FeatureSet(
            new FeatureSpec(List.of(), List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0))));

    @Test
    void shouldLabelEventsFollowedByPurchaseInTheSameSession() {
        // Given
        UserEvents user = new UserEvents(
                "u",
                List.of(
                        event(0, EventType.VIEW_ITEM),
                        event(5 * MINUTE, EventType.PURCHASE),
                        event(6 * MINUTE + 1, EventType.PURCHASE),
                        event(7 * MINUTE, EventType.VIEW_ITEM),
                        event(37 * MINUTE, EventType.VIEW_ITEM),
                        event(68 * MINUTE, EventType.VIEW_ITEM),
                        event(69 * MINUTE, EventType.PURCHASE)));
        FeatureSet features = new FeatureSet(new FeatureSpec(
                List.of(new FeatureSpec.Numeric("session_start", 0, 1)),
                List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0))));

        // When
        List<SessionExample> examples =
                new SessionExamples(new HistoryFold(EngineSettings.defaults()), features, 0).of(List.of(user));

        // Then: a gap of exactly 30 minutes does not end a session, one of 31 minutes does
        assertThat(examples)
                .extracting(SessionExample::labels)
                .containsExactly(new float[] {1, 1, 0, 0, 0}, new float[] {1, 0});
        assertThat(examples.get(1).events().get(0).numeric()).containsExactly(1);
        assertThat(examples.get(1).events().get(1).numeric()).containsExactly(0);
    }

    @Test
    void shouldTakeFurtherEventOfOrderForNoPurchase() {
        // Given
        UserEvents user = new UserEvents(
                "u",
                List.of(
                        event(0, EventType.VIEW_ITEM),
                        purchase(MINUTE, 1),
                        event(2 * MINUTE, EventType.VIEW_ITEM),
                        purchase(3 * MINUTE, 1)));
        FeatureSet features = new FeatureSet(new FeatureSpec(
                List.of(), List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0))));

        // When
        List<SessionExample> examples =
                new SessionExamples(new HistoryFold(EngineSettings.defaults()), features, 0).of(List.of(user));

        // Then
        assertThat(examples).extracting(SessionExample::labels).containsExactly(new float[] {1, 0, 0, 0});
        assertThat(examples.get(0).course().inside()).containsExactly(false, true, true, false);
    }

    @Test
    void shouldTakePurchasesWithinAMinuteForOneOrder() {
        // Given
        UserEvents user = new UserEvents(
                "u",
                List.of(
                        event(0, EventType.VIEW_ITEM),
                        event(MINUTE, EventType.PURCHASE),
                        event(2 * MINUTE, EventType.PURCHASE)));

        // When
        SessionExample session = session(user);

        // Then: the second purchase is no outcome of the first
        assertThat(session.labels()).containsExactly(1, 0, 0);
        assertThat(session.weight(1)).isZero();
        assertThat(session.weight(2)).isEqualTo(1);
    }

    @Test
    void shouldCountCropsOfPublishedSessionFromItsEndAndNotFromAPause() {
        // Given: a pause longer than the gap
        List<WindowEvent> events = List.of(
                event(0, EventType.PAGE_VIEW),
                event(MINUTE, EventType.PAGE_VIEW),
                event(90 * MINUTE, EventType.PAGE_VIEW));

        // When
        List<SessionExample> examples = new SessionExamples(new HistoryFold(EngineSettings.defaults()), TYPES, 0)
                .of(List.of(new UserEvents("a", events, true)));

        // Then
        assertThat(examples).extracting(example -> example.course().end()).containsExactly(0, 1);
    }

    @Test
    void shouldIncludeEarlierHistoryOfUser() {
        // When
        SessionExample session = session(
                new UserEvents("u", WindowEvents.of(EventType.VIEW_ITEM, EventType.PURCHASE, EventType.VIEW_ITEM)));

        // Then
        assertThat(session.habits().get(1)).isEqualTo(SessionExample.Habits.NONE);
        assertThat(session.habits().get(2).purchases()).isEqualTo(1);
        assertThat(session.habits().get(2).hoursSincePurchase()).isEqualTo(1 / 60.0);
    }

    private static SessionExample session(UserEvents user) {
        return new SessionExamples(new HistoryFold(EngineSettings.defaults()), TYPES, 0)
                .of(List.of(user))
                .get(0);
    }

    private static WindowEvent purchase(long time, long order) {
        return new WindowEvent(
                time,
                time,
                EventType.PURCHASE,
                "item",
                null,
                null,
                -1,
                null,
                1,
                -1,
                null,
                null,
                Map.of(),
                new EventBasket(List.of(), order, -1));
    }

    @Test
    void shouldApplyPublishedLabelToAllEventsOfASession() {
        // Given
        List<WindowEvent> windowEvents = List.of(event(0, EventType.PAGE_VIEW), event(MINUTE, EventType.PAGE_VIEW));
        FeatureSet features = new FeatureSet(new FeatureSpec(
                List.of(), List.of(new FeatureSpec.Categorical("event_type", List.of("PAGE_VIEW"), 0))));

        // When
        List<SessionExample> examples = new SessionExamples(new HistoryFold(EngineSettings.defaults()), features, 3)
                .of(List.of(new UserEvents("a", windowEvents, true), new UserEvents("b", windowEvents, false)));

        // Then
        assertThat(examples).extracting(SessionExample::user).containsExactly("3/a", "3/b");
        assertThat(examples).extracting(SessionExample::labels).containsExactly(new float[] {1, 1}, new float[] {0, 0});
        assertThat(examples).extracting(example -> example.course().end()).containsExactly(2, 2);
    }

    private static WindowEvent event(long time, EventType type) {
        return new WindowEvent(time, time, type, "item", null, null, -1, null, 1, -1, null, null);
    }
}
