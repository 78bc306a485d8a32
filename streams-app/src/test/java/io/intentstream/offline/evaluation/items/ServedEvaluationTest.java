package io.intentstream.offline.evaluation.items;

import static io.intentstream.offline.evaluation.items.ItemEvents.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.replay.compare.Result;
import io.intentstream.offline.replay.compare.ResultSet;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import io.intentstream.schema.RecommendationReason;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.RecommendedItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServedEvaluationTest {
    private static final long DAY = 24 * 60 * MINUTE;
    private static final UserEvents USER = new UserEvents(
            "u",
            List.of(
                    event("e1", 0, EventType.VIEW_ITEM, "a"),
                    event("e2", MINUTE, EventType.ADD_TO_CART, "a"), // a repeat: no list can tell that
                    event("e3", 2 * MINUTE, EventType.VIEW_ITEM, "b"),
                    event("e4", 3 * MINUTE, EventType.PURCHASE, "b")));

    @Test
    void shouldCompareListsWithWhatFollowed() {
        // Given
        ServedLists lists = new ServedLists(new Served(
                list("e1", RecommendationTrigger.SESSION_START, "c", "b"),
                list("e2", RecommendationTrigger.ADD_TO_CART, "c"),
                list("e3", RecommendationTrigger.FURTHER_EVENTS, "b")));
        ServedEvaluation evaluation = new ServedEvaluation(lists, 10, Duration.ofMinutes(30), 10 * DAY);

        // When
        evaluation.add(USER);
        evaluation.add(new UserEvents("nobody", List.of(event("e5", 0, EventType.VIEW_ITEM, "b"))));
        List<Section> sections = evaluation.sections();

        // Then
        assertThat(sections.get(0).text().get(0)).startsWith("3 lists of 1 users");
        assertThat(sections.get(0).table().rows())
                .containsExactly(
                        row("all", "3", .5, .25, 1 / 3.0, 2 / 3.0),
                        row("ADD_TO_CART", "1", 0, 0, 0, 0),
                        row("FURTHER_EVENTS", "1", Double.NaN, Double.NaN, 0, 1),
                        row("SESSION_START", "1", 1, .5, 1, 1));
        assertThat(sections.get(1).table().rows())
                .containsExactly(row("ALSO_VIEWED", "2", .5, 1), row("POPULAR", "2", 0, 0));
    }

    @Test
    void shouldTellWhatItLeavesOut() {
        // Given
        ServedLists lists = new ServedLists(new Served(
                list("e1", RecommendationTrigger.SESSION_START, "b"),
                list("gone", RecommendationTrigger.PURCHASE, "b")));
        ServedEvaluation young = new ServedEvaluation(lists, 10, Duration.ofMinutes(30), 3 * MINUTE);
        ServedEvaluation old = new ServedEvaluation(lists, 10, Duration.ofMinutes(30), 2 * DAY);

        // When
        young.add(USER);
        old.add(USER);

        // Then
        assertThatThrownBy(young::sections)
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("of 1 lists the event is not among")
                .hasMessageContaining("1 were made less than 24 hours");
        assertThat(old.sections().get(0).text()).anyMatch(text -> text.startsWith("Left out: 1 lists whose event"));
    }

    private static List<String> row(String name, String count, double... values) {
        return Stream.concat(Stream.of(name, count), Arrays.stream(values).mapToObj(ServedEvaluationTest::cell))
                .toList();
    }

    private static String cell(double value) {
        String number = String.format("%.4f", value);
        return Double.isNaN(value) ? "–" : number + " (" + number + " to " + number + ")";
    }

    private static WindowEvent event(String eventId, long time, EventType type, String item) {
        return new WindowEvent(WindowEvent.hash(eventId), time, type, item, null, null, -1, null, 1, -1, null, null);
    }

    private static Recommendations list(String eventId, RecommendationTrigger trigger, String... items) {
        return Recommendations.newBuilder()
                .setUserId("u")
                .setEventId(eventId)
                .setEventTime(Instant.EPOCH)
                .setUpdateNumber(1)
                .setTrigger(trigger)
                .setItems(Arrays.stream(items).map(ServedEvaluationTest::item).toList())
                .setCategories(List.of())
                .setItemsName("shop-items")
                .setItemsVersion("1")
                .setItemsFingerprint("0")
                .build();
    }

    private static RecommendedItem item(String itemId) {
        return RecommendedItem.newBuilder()
                .setItemId(itemId)
                .setScore(1)
                .setReason(itemId.equals("b") ? RecommendationReason.ALSO_VIEWED : RecommendationReason.POPULAR)
                .build();
    }

    private record Served(Recommendations... lists) implements ResultSet {
        @Override
        public String describe() {
            return "lists";
        }

        @Override
        public long estimatedBytes() {
            return 0;
        }

        @Override
        public boolean isCompacted() {
            return false;
        }

        @Override
        public void read(ResultCursor reader) {
            try {
                for (Recommendations list : lists) {
                    ByteBuffer message = list.toByteBuffer();
                    message.position(10); // the header of Avro's single-object encoding
                    byte[] payload = new byte[message.remaining()];
                    message.get(payload);
                    reader.result(Result.of(Recommendations.SCHEMA$, payload));
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
