package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.intentstream.config.AppConfig;
import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.recommendation.ItemsBundleException;
import io.intentstream.core.recommendation.TestItems;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.RecommendationReason;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.RecommendedItem;
import io.intentstream.schema.RequestKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topic of recommendations, through the whole topology. */
class RecommendationTopicTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldWriteListsKeyedByUserAtTheMomentsOfTheRule() {
        try (DrivenTopology topology = start(Map.of("recommendations.emit", "often"))) {
            // Given
            List<ClickEvent> events = List.of(
                    view("ann", "a1", 1, 0),
                    view("ann", "a2", 2, 10),
                    event("ann", "a3", EventType.ADD_TO_CART, 3, 20),
                    view("bob", "b1", 4, 25),
                    view("ann", "a4", 5, 30),
                    view("ann", "a5", 6, 40));

            // When
            topology.pipeAsBatch(events.stream().map(topology::keyedByUser).toList());

            // Then
            List<TestRecord<byte[], byte[]>> records = topology.recommendationRecords();
            assertThat(records)
                    .extracting(record -> new String(record.key(), UTF_8), TestRecord::getRecordTime)
                    .containsExactly(
                            tuple("ann", START),
                            tuple("ann", START.plusSeconds(20)),
                            tuple("bob", START.plusSeconds(25)),
                            tuple("ann", START.plusSeconds(30)));
            assertThat(records).allMatch(record -> record.headers().lastHeader("intentstream.processed-at") != null);
            assertThat(topology.items().lists(RecommendationTrigger.SESSION_START))
                    .isEqualTo(2);
            assertThat(topology.items().lists(RecommendationTrigger.ADD_TO_CART))
                    .isOne();
            assertThat(topology.items().lists(RecommendationTrigger.FURTHER_EVENTS))
                    .isOne();
        }
    }

    @Test
    void shouldSayWhyAListWasMadeAndWithWhat() {
        try (DrivenTopology topology = start(Map.of("recommendations.limit", "3"))) {
            // When
            pipe(topology, view("ann", "a1", 1, 0), event("ann", "a2", EventType.PURCHASE, 2, 10));

            // Then
            Recommendations list = topology.recommendations().get(1);
            assertThat(list.getEventId()).isEqualTo("a2");
            assertThat(list.getUpdateNumber()).isEqualTo(2);
            assertThat(list.getTrigger()).isEqualTo(RecommendationTrigger.PURCHASE);
            assertThat(list.getItemsName()).isEqualTo("test-items");
            assertThat(list.getItemsVersion()).isEqualTo("1");
            assertThat(list.getItemsFingerprint()).hasSize(16);
            assertThat(list.getItems()).hasSize(3);
            assertThat(items(list)).doesNotContain("item-2");
        }
    }

    @Test
    void shouldMakeAListAfterALateEventAsOfTheLatestEvent() {
        try (DrivenTopology topology = start(Map.of("recommendations.emit", "event"))) {
            // Given
            pipe(topology, view("ann", "a1", 1, 0), view("ann", "a2", 2, 60));

            // When
            pipe(topology, view("ann", "late", 3, 30));

            // Then
            assertThat(topology.recommendations())
                    .extracting(Recommendations::getEventId, Recommendations::getEventTime)
                    .containsExactly(
                            tuple("a1", START),
                            tuple("a2", START.plusSeconds(60)),
                            tuple("late", START.plusSeconds(60)));
        }
    }

    @Test
    void shouldMakeNoListAfterDuplicatesAndEventsWithoutConsent() {
        try (DrivenTopology topology = start(Map.of("recommendations.emit", "event"))) {
            // Given
            pipe(topology, view("ann", "a1", 1, 0));
            ClickEvent withheld = view("ann", "a2", 2, 10);
            withheld.setConsent(false);

            // When
            pipe(topology, view("ann", "a1", 1, 0), withheld);

            // Then
            assertThat(topology.recommendations()).hasSize(1);
        }
    }

    @Test
    void shouldDeleteTheListOfAnErasedUser() {
        try (DrivenTopology topology = start(Map.of("recommendations.emit", "event"))) {
            // Given
            pipe(topology, view("ann", "a1", 1, 0), view("ann", "a2", 2, 10));
            topology.recommendationRecords();

            // When
            topology.ask("r1", "ann", RequestKind.ERASE);

            // Then
            assertThat(topology.recommendationRecords())
                    .singleElement()
                    .matches(record -> record.value() == null)
                    .matches(record -> new String(record.key(), UTF_8).equals("ann"));
            pipe(topology, view("ann", "a3", 3, 20));
            Recommendations fresh = topology.recommendations().get(0);
            assertThat(fresh.getUpdateNumber()).isOne();
            assertThat(fresh.getItems())
                    .extracting(RecommendedItem::getReason)
                    .doesNotContain(RecommendationReason.RECENTLY_VIEWED);
        }
    }

    @Test
    void shouldDeleteTheListOfAnExpiredUser() {
        try (DrivenTopology topology = start(Map.of("user.ttl", "P2D"))) {
            // Given
            pipe(topology, view("idle", "i1", 1, 0));
            long later = Duration.ofDays(11).toSeconds();

            // When
            pipe(topology, view("lively", "l1", 1, later), view("other", "o1", 1, later));
            pipe(topology, view("other", "o2", 1, later + 700));

            // Then
            assertThat(topology.recommendationRecords())
                    .filteredOn(record -> record.value() == null)
                    .extracting(record -> new String(record.key(), UTF_8))
                    .containsExactly("idle");
        }
    }

    @Test
    void shouldReplaceTheListOfAUserWhoComesBackAfterTheTimeToLive() {
        try (DrivenTopology topology = start(Map.of("user.ttl", "P2D"))) {
            // Given
            pipe(topology, event("ann", "a1", EventType.ADD_TO_WISHLIST, 55, 0), view("ann", "a2", 1, 10));

            // When
            pipe(topology, view("ann", "a3", 2, Duration.ofDays(3).toSeconds()));

            // Then
            List<Recommendations> lists = topology.recommendations();
            assertThat(lists)
                    .extracting(Recommendations::getTrigger, Recommendations::getUpdateNumber)
                    .containsExactly(
                            tuple(RecommendationTrigger.ADD_TO_WISHLIST, 1L),
                            tuple(RecommendationTrigger.SESSION_START, 1L));
            assertThat(items(lists.get(1))).doesNotContain("item-55");
        }
    }

    @Test
    void shouldWriteNoListsWithoutATopic() {
        // Given
        Map<String, String> settings = Map.of("items.path", items().toString());

        try (DrivenTopology topology = DrivenTopology.start(folder, settings)) {
            // When
            pipe(topology, view("ann", "a1", 1, 0));
            topology.ask("r1", "ann", RequestKind.ERASE);

            // Then
            assertThat(topology.intents()).hasSize(1);
            assertThat(topology.description()).doesNotContain("recommendations");
            assertThat(topology.items().known()).isOne();
        }
    }

    @Test
    void shouldCountEventsByWhetherTheBundleKnowsTheProduct() {
        try (DrivenTopology topology = start(Map.of())) {
            // Given
            double before = topology.items().ageMillis();
            ClickEvent search = event("ann", "a3", EventType.SEARCH, 3, 20);
            search.setItemId(null);

            // When
            pipe(topology, view("ann", "a1", 1, 0), view("ann", "a2", 9_999, 10), search, view("bob", "b1", 2, 20));

            // Then
            assertThat(before).isNaN();
            assertThat(topology.items().known()).isEqualTo(2);
            assertThat(topology.items().unknown()).isOne();
            assertThat(topology.items().ageMillis())
                    .isEqualTo(Duration.between(TestItems.TRAINED_UNTIL, START.plusSeconds(20))
                            .toMillis());
        }
    }

    @Test
    void shouldNotStartWithABundleThatTellsWhatSingleUsersDid() {
        // Given
        Path bundle = TestItems.writeOfSingleUsers(folder.resolve("bundle"));
        AppConfig config = AppConfig.of(Map.of("bootstrap.servers", "none:9092", "items.path", bundle.toString()));

        // When // Then
        assertThatThrownBy(() -> new IntentStream(config, new JavaLstm(42)))
                .isInstanceOf(ItemsBundleException.class)
                .hasMessageContaining("has minUsers = 1");
    }

    private DrivenTopology start(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.put("items.path", items().toString());
        settings.put("recommendations.topic", "user-recommendations");
        return DrivenTopology.start(folder, settings);
    }

    private Path items() {
        return TestItems.write(folder.resolve("bundle"), 60, 7, 1);
    }

    private static void pipe(DrivenTopology topology, ClickEvent... events) {
        for (ClickEvent event : events) {
            topology.pipeRaw(topology.keyedByUser(event));
        }
    }

    private static ClickEvent view(String user, String id, int item, long second) {
        return event(user, id, EventType.VIEW_ITEM, item, second);
    }

    private static ClickEvent event(String user, String id, EventType type, int item, long second) {
        ClickEvent event = ClickEvents.event(user, id, type, START.plusSeconds(second));
        event.setItemId("item-" + item);
        event.setCategoryId("category-" + item % 7);
        return event;
    }

    private static List<String> items(Recommendations list) {
        return list.getItems().stream().map(RecommendedItem::getItemId).toList();
    }
}
