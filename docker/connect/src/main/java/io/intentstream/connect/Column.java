package io.intentstream.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * A column of a row, and the source of its content.
 *
 * <ul>
 *   <li>Each field of a nested record becomes a column, named after both: {@code intent_band}.
 *   <li>Arrays and maps become JSON, named {@code io.debezium.data.Json} for sinks that have a type for it.
 *   <li>Timestamps become ISO 8601 text in UTC, named {@code io.debezium.time.ZonedTimestamp}. As Connect's own timestamps
 *       they would be stored without a zone and read in the zone of the worker.
 *   <li>Text is made {@linkplain Storable storable}.
 *   <li>Everything else is unchanged.
 * </ul>
 *
 * <p>Every column is optional, so that a column of a later schema version can be added to a table with rows.
 *
 * @param name in snake_case
 * @param schema schema of the content
 * @param content reads the content from the record; null when the record or a nested record is absent
 */
record Column(String name, Schema schema, Function<Struct, Object> content) {
    private static final Pattern WORD_STARTS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])");

    private static final Schema JSON = SchemaBuilder.string()
            .name("io.debezium.data.Json")
            .version(1)
            // With this, Debezium's sink creates jsonb instead of json.
            .parameter("__debezium.source.column.type", "JSONB")
            .optional()
            .build();
    private static final Schema ZONED_TIMESTAMP = SchemaBuilder.string()
            .name("io.debezium.time.ZonedTimestamp")
            .version(1)
            .optional()
            .build();

    /** The columns of records of this schema, in the order of its fields. */
    static List<Column> of(Schema record) {
        List<Column> columns = new ArrayList<>();
        add(columns, "", record, value -> value);
        return columns;
    }

    private static void add(List<Column> columns, String prefix, Schema record, Function<Struct, Struct> holder) {
        for (Field field : record.fields()) {
            String name = prefix + snakeCase(field.name());
            Function<Struct, Object> content = value -> {
                Struct held = holder.apply(value);
                return held == null ? null : held.get(field);
            };
            if (field.schema().type() == Schema.Type.STRUCT) {
                add(columns, name + "_", field.schema(), content.andThen(Struct.class::cast));
            } else {
                columns.add(plain(name, field.schema(), content));
            }
        }
    }

    private static Column plain(String name, Schema schema, Function<Struct, Object> content) {
        if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
            return new Column(name, ZONED_TIMESTAMP, content.andThen(Json::instant));
        }
        return switch (schema.type()) {
            case ARRAY, MAP ->
                new Column(name, JSON, content.andThen(value -> value == null ? null : Json.text(schema, value)));
            case STRING -> new Column(name, Schema.OPTIONAL_STRING_SCHEMA, content.andThen(Storable::text));
            default -> new Column(name, optional(schema), content);
        };
    }

    private static Schema optional(Schema schema) {
        SchemaBuilder builder =
                new SchemaBuilder(schema.type()).name(schema.name()).version(schema.version());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return builder.optional().build();
    }

    static String snakeCase(String name) {
        return WORD_STARTS.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
