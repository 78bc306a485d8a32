package io.intentstream.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Converts values of Connect to JSON: fields keep their names, times are ISO 8601 text in UTC, bytes are Base64, and text is
 * made {@linkplain Storable storable}.
 */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /** @throws DataException when the value can't be written as JSON */
    static String text(Schema schema, Object value) {
        return node(schema, value).toString();
    }

    /** Formats a time as {@code 2025-01-07T10:50:56.123Z}; null for null. */
    static String instant(Object date) {
        return date == null ? null : ((Date) date).toInstant().toString();
    }

    private static JsonNode node(Schema schema, Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Date) {
            return NODES.textNode(instant(value));
        }
        if (value instanceof BigDecimal number) {
            return NODES.numberNode(number);
        }
        return switch (schema.type()) {
            case STRUCT -> object((Struct) value);
            case MAP -> object(schema, (Map<?, ?>) value);
            case ARRAY -> array(schema.valueSchema(), (List<?>) value);
            case STRING -> NODES.textNode(Storable.text(value));
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INT8, INT16, INT32, INT64 -> NODES.numberNode(((Number) value).longValue());
            case FLOAT32, FLOAT64 -> floating(((Number) value).doubleValue());
            case BYTES -> NODES.binaryNode(bytes(value));
        };
    }

    /** JSON has no NaN and no infinity. */
    private static JsonNode floating(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    private static JsonNode object(Struct value) {
        ObjectNode object = NODES.objectNode();
        for (Field field : value.schema().fields()) {
            object.set(field.name(), node(field.schema(), value.get(field)));
        }
        return object;
    }

    private static JsonNode object(Schema schema, Map<?, ?> value) {
        if (schema.keySchema().type() != Schema.Type.STRING) {
            throw new DataException("A map becomes JSON only when its keys are text; these are "
                    + schema.keySchema().type());
        }
        ObjectNode object = NODES.objectNode();
        value.forEach((name, held) -> object.set(Storable.text(name), node(schema.valueSchema(), held)));
        return object;
    }

    private static JsonNode array(Schema schema, List<?> value) {
        ArrayNode array = NODES.arrayNode(value.size());
        value.forEach(held -> array.add(node(schema, held)));
        return array;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] array) {
            return array;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }
}
