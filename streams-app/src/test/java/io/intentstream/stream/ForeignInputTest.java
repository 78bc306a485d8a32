package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.EventType;
import io.intentstream.schema.Monetary;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.processing.ResultHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics of a tracker's messages, through the real topology. */
class ForeignInputTest {
    private static final Instant START = DrivenTopology.NOW.minus(Duration.ofHours(1));
    private static final Map<String, String> SEGMENT = Map.of("input.format", "segment");

    @TempDir
    private Path folder;

    @Test
    void shouldScoreAShoppingTripOfSegmentsMessages() {
        try (DrivenTopology topology = DrivenTopology.start(folder, SEGMENT)) {
            // Given
            List<ConsumerRecord<byte[], byte[]>> trip = List.of(
                    keyed("ann", "{\"type\":\"identify\",\"userId\":\"ann\",\"traits\":{\"plan\":\"gold\"}}"),
                    keyed("ann", message("ann", "page", 0, "\"name\":\"Home\"")),
                    keyed("ann", track("ann", 1, "Product Viewed", "{\"product_id\":\"p1\",\"category\":\"shoes\"}")),
                    keyed("ann", track("ann", 2, "Product Added", "{\"product_id\":\"p1\",\"price\":19.99}")),
                    keyed("ann", track("ann", 3, "Order Completed", ORDER)));

            // When
            topology.pipeAsBatch(trip);

            // Then
            assertThat(topology.deadLetters()).isEmpty();
            assertThat(topology.intents())
                    .extracting(PurchaseIntent::getEventType)
                    .containsExactly(
                            EventType.PAGE_VIEW, EventType.VIEW_ITEM, EventType.ADD_TO_CART, EventType.PURCHASE);
            UserProfile profile = topology.profiles().get(3);
            assertThat(profile.getUserId()).isEqualTo("ann");
            assertThat(profile.getUpdateNumber()).isEqualTo(4);
            assertThat(profile.getOrders()).isEqualTo(1);
            assertThat(topology.counters().skipped()).isEqualTo(1);
            assertThat(topology.counters().records()).isEqualTo(5);
        }
    }

    @Test
    void shouldCountAClassicTransactionOfSnowplowAndItsItemsAsOneOrder() {
        Map<String, String> settings = Map.of("input.format", "snowplow");
        try (DrivenTopology topology = DrivenTopology.start(folder, settings)) {
            // Given
            String total = "\"tr_orderid\":\"o-1\",\"tr_total\":49.97,\"tr_currency\":\"EUR\"";
            List<ConsumerRecord<byte[], byte[]>> order = List.of(
                    keyed("ann", snowplow(1, "transaction_item", item("p1", 19.99, 1))),
                    keyed("ann", snowplow(2, "transaction", total)),
                    keyed("ann", snowplow(3, "transaction_item", item("p2", 9.99, 2))),
                    keyed("ann", snowplow(4, "page_ping", "\"pp_yoffset_max\":7")));

            // When
            topology.pipeAsBatch(order);

            // Then
            assertThat(topology.deadLetters()).isEmpty();
            assertThat(topology.counters().skipped()).isEqualTo(1);
            UserProfile profile = topology.profiles().get(2);
            assertThat(profile.getOrders()).isEqualTo(1);
            assertThat(profile.getMonetary()).containsExactly(new Monetary("EUR", 1L, 4997L, 4997L));
        }
    }

    private static String item(String sku, double price, int quantity) {
        return "\"ti_orderid\":\"o-1\",\"ti_sku\":\"" + sku + "\",\"ti_price\":" + price + ",\"ti_quantity\":"
                + quantity + ",\"ti_currency\":\"EUR\"";
    }

    private static String snowplow(int second, String name, String more) {
        return "{\"event_id\":\"s-" + second + "\",\"user_id\":\"ann\",\"event_name\":\"" + name
                + "\",\"derived_tstamp\":\"" + START.plusSeconds(second) + "\"," + more + "}";
    }

    private static final String ORDER = """
            {"order_id":"o-1","total":49.97,"currency":"EUR","products":[
            {"product_id":"p1","category":"shoes","price":19.99,"quantity":1},
            {"product_id":"p2","category":"socks","price":9.99,"quantity":1},
            {"product_id":"p3","category":"socks","price":19.99,"quantity":1}]}""";

    @Test
    void shouldGoOnAfterABatchWithoutEvents() {
        try (DrivenTopology topology = DrivenTopology.start(folder, SEGMENT)) {
            // Given
            String group = "{\"type\":\"group\",\"groupId\":\"g\"}";

            // When
            topology.pipeAsBatch(List.of(keyed("g", group), keyed("g", group)));
            topology.pipeAsBatch(List.of(keyed("ann", track("ann", 1, "Product Viewed", "{}"))));

            // Then
            assertThat(topology.counters().skipped()).isEqualTo(2);
            assertThat(topology.intents()).hasSize(1);
        }
    }

    @Test
    void shouldTakeARepeatedMessageWithoutIdForADuplicate() {
        try (DrivenTopology topology = DrivenTopology.start(folder, SEGMENT)) {
            // Given
            String message = track("ann", 1, "Product Viewed", "{}").replace("\"messageId\":\"ann-1\",", "");
            String other = track("ann", 2, "Product Viewed", "{}").replace("\"messageId\":\"ann-2\",", "");

            // When
            topology.pipeAsBatch(List.of(keyed("ann", message), keyed("ann", message), keyed("ann", other)));

            // Then
            assertThat(topology.intents()).hasSize(2);
            assertThat(topology.counters().duplicates()).isEqualTo(1);
            assertThat(topology.deadLetters()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"track",                                                        | UNDECODABLE          | column 17
            {"type":"track","event":"x","userId":"ann","timestamp":"soon"}          | INVALID_FIELD        | timestamp is not a
            {"type":"track","event":"x","userId":"ann","timestamp":"2026-03-20T14:00:00Z"} | EVENT_TIME_IN_FUTURE | eventTime is more
            {"type":"track","event":"x","userId":"ann","timestamp":"1999-03-20T14:00:00Z"} | EVENT_TIME_TOO_OLD | eventTime is before
            {"type":"track","event":"x","timestamp":"2026-03-20T11:00:00Z"}         | MISSING_USER_ID      | userId or anonymousId
            {"type":"track","event":"x","userId":"bob","timestamp":"2026-03-20T11:00:00Z"} | KEY_MISMATCH  | the key is not the
            {"type":"track","event":"x","userId":"an\\u0000n","timestamp":"2026-03-20T11:00:00Z"} | INVALID_TEXT | userId contains
            {"type":"track","event":"x","userId":"ann","timestamp":"2026-03-20T11:00:00Z","messageId":"\\ud800"} | INVALID_TEXT | messageId
            ``                                                                      | EMPTY_VALUE          | the record has no
            """)
    void shouldDeadLetterAMessageThatIsNoEventWithTheReason(String message, String reason, String complaint) {
        try (DrivenTopology topology = DrivenTopology.start(folder, SEGMENT)) {
            // When
            topology.pipeAsBatch(
                    List.of(keyed("ann", message), keyed("ann", track("ann", 1, "Product Viewed", "{\"price\":1}"))));

            // Then
            TestRecord<byte[], byte[]> deadLetter = topology.deadLetters().get(0);
            assertThat(deadLetter.value()).isEqualTo(message.getBytes(UTF_8));
            assertThat(text(deadLetter, ResultHeader.REASON.key())).isEqualTo(reason);
            assertThat(text(deadLetter, ResultHeader.MESSAGE.key())).startsWith(complaint);
            assertThat(topology.intents()).hasSize(1);
        }
    }

    @Test
    void shouldRejectAnOrderOfTenThousandProducts() {
        try (DrivenTopology topology = DrivenTopology.start(folder, SEGMENT)) {
            // Given
            String products = "{\"products\":[" + "{\"sku\":\"s\"},".repeat(9_999) + "{\"sku\":\"s\"}]}";

            // When
            topology.pipeAsBatch(List.of(keyed("ann", track("ann", 1, "Order Completed", products))));

            // Then
            assertThat(text(topology.deadLetters().get(0), ResultHeader.REASON.key()))
                    .isEqualTo("TOO_MANY_ITEMS");
        }
    }

    @Test
    void shouldKeyMessagesByTheirUser() {
        // Given
        Map<String, String> settings = Map.of("input.format", "segment", "input.keyed.by.user", "false");
        try (DrivenTopology topology = DrivenTopology.start(folder, settings)) {
            byte[] broken = "{\"type\":".getBytes(UTF_8);

            // When
            topology.pipeAsBatch(List.of(
                    keyed("session-1", track("ann", 1, "Product Viewed", "{}")),
                    keyed("session-1", "{\"type\":\"identify\"}"),
                    DrivenTopology.record("k".getBytes(UTF_8), broken, START.toEpochMilli(), new RecordHeaders()),
                    keyed("session-2", track("ann", 2, "Product Added", "{}"))));

            // Then
            assertThat(topology.intents())
                    .extracting(PurchaseIntent::getUpdateNumber)
                    .containsExactly(1L, 2L);
            assertThat(topology.counters().skipped()).isEqualTo(1);
            TestRecord<byte[], byte[]> deadLetter = topology.deadLetters().get(0);
            assertThat(deadLetter.key()).isEqualTo("k".getBytes(UTF_8));
            assertThat(deadLetter.value()).isEqualTo(broken);
            assertThat(text(deadLetter, ResultHeader.REASON.key())).isEqualTo("UNDECODABLE");
        }
    }

    @Test
    void shouldFollowTheMappingFile() throws Exception {
        // Given
        Path mapping = Files.writeString(folder.resolve("mapping.yml"), "events: {Sold: PURCHASE, Weather: skip}");
        Map<String, String> settings =
                Map.of("input.format.clickstream", "segment", "input.mapping.path", mapping.toString());
        try (DrivenTopology topology = DrivenTopology.start(folder, settings)) {
            // When
            topology.pipeAsBatch(List.of(
                    keyed("ann", track("ann", 1, "sold", "{}")), keyed("ann", track("ann", 2, "Weather", "{}"))));

            // Then
            assertThat(topology.intents())
                    .extracting(PurchaseIntent::getEventType)
                    .containsExactly(EventType.PURCHASE);
            assertThat(topology.counters().skipped()).isEqualTo(1);
        }
    }

    private static String track(String user, int second, String event, String properties) {
        return message(user, "track", second, "\"event\":\"" + event + "\",\"properties\":" + properties);
    }

    private static String message(String user, String type, int second, String rest) {
        return "{\"type\":\"%s\",\"messageId\":\"%s-%d\",\"userId\":\"%s\",\"timestamp\":\"%s\",%s}"
                .formatted(type, user, second, user, START.plusSeconds(second), rest);
    }

    private static ConsumerRecord<byte[], byte[]> keyed(String key, String message) {
        return DrivenTopology.record(
                key.getBytes(UTF_8), message.getBytes(UTF_8), START.toEpochMilli(), new RecordHeaders());
    }

    private static String text(TestRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), UTF_8);
    }
}
