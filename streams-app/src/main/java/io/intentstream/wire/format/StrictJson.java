package io.intentstream.wire.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects that anyone may have written: nested at most 64 deep, each name once, numbers exact and of at most 100
 * digits, nothing after the object. Safe for use by many threads.
 */
public final class StrictJson {
    static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names come from outside: interning them would fill a table of the whole process.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader TREES = MAPPER.readerFor(JsonNode.class);

    private static final Validation.Rejected NOT_UTF8 =
            new Validation.Rejected(RejectReason.INVALID_UTF8, "the record is not valid UTF-8");

    private StrictJson() {}

    /**
     * Reads one object and passes it on; bytes that are none are rejected.
     *
     * @param read makes the result of the object
     */
    public static Validation read(byte[] bytes, int from, int to, Function<JsonNode, Validation> read) {
        JsonNode record;
        try {
            record = TREES.readValue(bytes, from, to - from);
        } catch (JsonProcessingException e) {
            return undecodable(e);
        } catch (IOException e) {
            // Bytes in memory do not fail; what is left are characters that their encoding does not have.
            return NOT_UTF8;
        }
        return record != null && record.isObject()
                ? read.apply(record)
                : new Validation.Rejected(RejectReason.UNDECODABLE, "the record is no JSON object");
    }

    /** The object or array that a text holds; null when it holds none that is read here. */
    static @Nullable JsonNode container(String text) {
        try {
            JsonNode value = TREES.readValue(text);
            return value != null && value.isContainerNode() ? value : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** As {@link #container(String)}, of bytes. */
    public static @Nullable JsonNode container(byte[] bytes, int from, int to) {
        try {
            JsonNode value = TREES.readValue(bytes, from, to - from);
            return value != null && value.isContainerNode() ? value : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** A new object without fields. */
    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The fault's place and kind; Jackson's own message would quote the content. */
    static Validation.Rejected undecodable(JsonProcessingException e) {
        if (e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Invalid UTF-8")) {
            return NOT_UTF8;
        }
        int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
        return new Validation.Rejected(
                RejectReason.UNDECODABLE,
                "column " + column + ": not JSON as it is read here: one object, each name once, nested at most "
                        + MAX_DEPTH + " deep, with numbers of at most " + MAX_DIGITS + " digits");
    }
}
