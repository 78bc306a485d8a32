package io.intentstream.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.SchemaBuilderException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatColumnsTest {
    private static final Date TIME = Date.from(Instant.parse("2025-01-07T10:50:56.123Z"));
    private static final Schema INTENT = SchemaBuilder.struct()
            .optional()
            .field("band", Schema.STRING_SCHEMA)
            .field("since", Timestamp.SCHEMA)
            .build();
    private static final Schema ITEM = SchemaBuilder.struct()
            .field("itemId", Schema.STRING_SCHEMA)
            .field("addedAt", Timestamp.SCHEMA)
            .build();
    private static final Schema PROFILE = SchemaBuilder.struct()
            .name("Profile")
            .field("userId", Schema.STRING_SCHEMA)
            .field("lastSeen", Timestamp.SCHEMA)
            .field("lastPurchaseAt", Timestamp.builder().optional().build())
            .field("orders", SchemaBuilder.int64().defaultValue(0L).build())
            .field("last7DaysCounts", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA))
            .field("intent", INTENT)
            .field("cart", SchemaBuilder.array(ITEM))
            .build();

    private final FlatColumns<SinkRecord> columns = new FlatColumns<>();

    private static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord("topic", 0, Schema.STRING_SCHEMA, "ann", schema, value, 7);
    }

    private static Struct profile() {
        return new Struct(PROFILE)
                .put("userId", "ann")
                .put("lastSeen", TIME)
                .put("orders", 3L)
                .put("last7DaysCounts", Map.of("PURCHASE", 1L))
                .put("cart", List.of(new Struct(ITEM).put("itemId", "i\"7").put("addedAt", TIME)));
    }

    @Test
    void shouldMakeAColumnOfEachFieldAndJsonOfWhatRepeats() {
        // Given
        Struct profile =
                profile().put("intent", new Struct(INTENT).put("band", "HIGH").put("since", TIME));

        // When
        Struct row = (Struct) columns.apply(record(PROFILE, profile)).value();

        // Then
        assertThat(row.schema().fields())
                .extracting(Field::name)
                .containsExactly(
                        "user_id",
                        "last_seen",
                        "last_purchase_at",
                        "orders",
                        "last_7_days_counts",
                        "intent_band",
                        "intent_since",
                        "cart");
        assertThat(row.schema().fields()).allMatch(field -> field.schema().isOptional());
        assertThat(row.get("last_seen")).isEqualTo("2025-01-07T10:50:56.123Z");
        assertThat(row.schema().field("last_seen").schema().name()).isEqualTo("io.debezium.time.ZonedTimestamp");
        assertThat(row.get("last_purchase_at")).isNull();
        assertThat(row.get("orders")).isEqualTo(3L);
        assertThat(row.get("last_7_days_counts")).isEqualTo("{\"PURCHASE\":1}");
        assertThat(row.get("intent_band")).isEqualTo("HIGH");
        assertThat(row.get("intent_since")).isEqualTo("2025-01-07T10:50:56.123Z");
        assertThat(row.get("cart")).isEqualTo("[{\"itemId\":\"i\\\"7\",\"addedAt\":\"2025-01-07T10:50:56.123Z\"}]");
        assertThat(row.schema().field("cart").schema().name()).isEqualTo("io.debezium.data.Json");
    }

    @Test
    void shouldLeaveColumnsEmptyWhereTheRecordWithinIsAbsent() {
        // When
        Struct row = (Struct) columns.apply(record(PROFILE, profile())).value();

        // Then
        assertThat(row.get("intent_band")).isNull();
        assertThat(row.get("intent_since")).isNull();
    }

    @Test
    void shouldKeepKeyTopicAndPlaceOfARecord() {
        // Given
        SinkRecord record = record(PROFILE, profile());

        // When
        SinkRecord flat = columns.apply(record);

        // Then
        assertThat(flat.key()).isEqualTo("ann");
        assertThat(flat.topic()).isEqualTo("topic");
        assertThat(flat.kafkaOffset()).isEqualTo(7);
    }

    @Test
    void shouldLetTombstonesPass() {
        // Given
        SinkRecord tombstone = record(null, null);

        // Then
        assertThat(columns.apply(tombstone)).isSameAs(tombstone);
    }

    @Test
    void shouldMakeTextStorableInColumnsJsonAndKey() {
        // Given
        Struct profile = profile()
                .put("userId", "a\0nn")
                .put("last7DaysCounts", Map.of("x\0", 1L))
                .put("cart", List.of(new Struct(ITEM).put("itemId", "\0").put("addedAt", TIME)));
        SinkRecord record = new SinkRecord("topic", 0, Schema.STRING_SCHEMA, "a\0nn", PROFILE, profile, 7);
        SinkRecord tombstone = new SinkRecord("topic", 0, Schema.STRING_SCHEMA, "a\0nn", null, null, 8);

        // When
        SinkRecord flat = columns.apply(record);
        SinkRecord flatTombstone = columns.apply(tombstone);

        // Then
        Struct row = (Struct) flat.value();
        assertThat(row.get("user_id")).isEqualTo("a\uFFFDnn");
        assertThat(row.get("last_7_days_counts")).isEqualTo("{\"x\uFFFD\":1}");
        assertThat(row.get("cart")).isEqualTo("[{\"itemId\":\"\uFFFD\",\"addedAt\":\"2025-01-07T10:50:56.123Z\"}]");
        assertThat(flat.key()).isEqualTo("a\uFFFDnn");
        assertThat(flatTombstone.key()).isEqualTo("a\uFFFDnn");
        assertThat(flatTombstone.value()).isNull();
    }

    @Test
    void shouldSayWhatToDoWhenValuesHaveNoSchema() {
        assertThatThrownBy(() -> columns.apply(record(null, Map.of("userId", "ann"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("topic")
                .hasMessageContaining("value.converter");
    }

    @Test
    void shouldRefuseTwoFieldsThatWouldBecomeOneColumn() {
        // Given
        Schema schema = SchemaBuilder.struct()
                .field("userId", Schema.STRING_SCHEMA)
                .field("user_id", Schema.STRING_SCHEMA)
                .build();

        // Then
        assertThatThrownBy(() -> columns.apply(record(schema, new Struct(schema))))
                .isInstanceOf(SchemaBuilderException.class)
                .hasMessageContaining("user_id");
    }

    @ParameterizedTest
    @CsvSource({
        "userId, user_id",
        "last24HoursCounts, last_24_hours_counts",
        "modelVersion, model_version",
        "late, late",
        "already_snake, already_snake"
    })
    void shouldNameColumnsInSnakeCase(String field, String column) {
        assertThat(Column.snakeCase(field)).isEqualTo(column);
    }
}
