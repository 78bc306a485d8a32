package io.intentstream.offline.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.intentstream.core.event.SurrogatePairs;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of ClickEvent, and how each is read from JSON. */
enum JsonEventField {
    EVENT_ID("eventId", JsonEventField::text, ClickEvent::setEventId),
    USER_ID("userId", JsonEventField::text, ClickEvent::setUserId),
    EVENT_TIME("eventTime", JsonEventField::time, ClickEvent::setEventTime),
    EVENT_TYPE("eventType", JsonEventField::type, ClickEvent::setEventType),
    SESSION_ID("sessionId", JsonEventField::text, ClickEvent::setSessionId),
    ITEM_ID("itemId", JsonEventField::text, ClickEvent::setItemId),
    CATEGORY_ID("categoryId", JsonEventField::text, ClickEvent::setCategoryId),
    BRAND("brand", JsonEventField::text, ClickEvent::setBrand),
    PRICE_MINOR("priceMinor", JsonEventField::whole, ClickEvent::setPriceMinor),
    CURRENCY("currency", JsonEventField::text, ClickEvent::setCurrency),
    QUANTITY("quantity", JsonEventField::smallWhole, ClickEvent::setQuantity),
    PAGE_TYPE("pageType", JsonEventField::text, ClickEvent::setPageType),
    QUERY("query", JsonEventField::text, ClickEvent::setQuery),
    DWELL_MILLIS("dwellMillis", JsonEventField::whole, ClickEvent::setDwellMillis),
    CHANNEL("channel", JsonEventField::text, ClickEvent::setChannel),
    CONSENT("consent", JsonEventField::truth, ClickEvent::setConsent),
    ATTRIBUTES("attributes", JsonEventField::texts, ClickEvent::setAttributes);

    /** Reads the parser's current value. */
    @FunctionalInterface
    private interface Read<T> {
        T read(JsonParser parser) throws IOException, MalformedLineException;
    }

    /** Reads the parser's current value into an event. */
    @FunctionalInterface
    private interface FieldSetter {
        void store(JsonParser parser, ClickEvent event) throws IOException, MalformedLineException;
    }

    private static final Map<String, JsonEventField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(field -> field.json, Function.identity()));
    private static final Map<String, EventType> TYPES =
            Arrays.stream(EventType.values()).collect(Collectors.toMap(EventType::name, Function.identity()));

    private final String json;
    private final FieldSetter store;

    <T> JsonEventField(String json, Read<T> read, BiConsumer<ClickEvent, T> set) {
        this.json = json;
        this.store = (parser, event) -> set.accept(event, read.read(parser));
    }

    /** The field of this name. */
    static JsonEventField named(String name) throws MalformedLineException {
        JsonEventField field = BY_NAME.get(name);
        if (field == null) {
            throw new MalformedLineException(
                    "field " + printable(name) + " is unknown",
                    "only fields of ClickEvent; other values belong in attributes");
        }
        return field;
    }

    /** Reads the parser's current value, which is not null, into the event. */
    void read(JsonParser parser, ClickEvent event) throws IOException, MalformedLineException {
        try {
            store.store(parser, event);
        } catch (MalformedLineException e) {
            throw e.at("field " + json);
        }
    }

    private static String printable(String name) {
        String start = name.length() > 40 ? name.substring(0, 40) + "..." : name;
        return start.chars().allMatch(c -> c > ' ' && c < 127) ? start : "(unprintable name)";
    }

    private static String text(JsonParser parser) throws IOException, MalformedLineException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            throw new MalformedLineException("", "a text or a number");
        }
        return complete(parser.getText());
    }

    /** JSON can name half of a surrogate pair, which the event's Avro cannot hold. */
    private static String complete(String text) throws MalformedLineException {
        if (!SurrogatePairs.areComplete(text)) {
            throw new MalformedLineException("", "valid Unicode, without half of a surrogate pair such as \\ud800");
        }
        return text;
    }

    private static Instant time(JsonParser parser) throws IOException, MalformedLineException {
        JsonToken token = parser.currentToken();
        try {
            if (token == JsonToken.VALUE_NUMBER_INT) {
                return Instant.ofEpochMilli(parser.getLongValue());
            }
            if (token == JsonToken.VALUE_STRING) {
                Instant time = OffsetDateTime.parse(parser.getText()).toInstant();
                return Instant.ofEpochMilli(time.toEpochMilli()); // the unit of an event's time
            }
        } catch (DateTimeException | ArithmeticException | IOException notATime) {
            // reported below
        }
        throw new MalformedLineException("", "epoch milliseconds or an ISO-8601 time such as 2026-01-31T12:00:00Z");
    }

    private static EventType type(JsonParser parser) throws IOException, MalformedLineException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedLineException("", "a name such as view_item");
        }
        return TYPES.getOrDefault(parser.getText().toUpperCase(Locale.ROOT), EventType.OTHER);
    }

    private static long whole(JsonParser parser) throws IOException, MalformedLineException {
        return whole(parser, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static int smallWhole(JsonParser parser) throws IOException, MalformedLineException {
        return (int) whole(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long whole(JsonParser parser, long least, long most) throws IOException, MalformedLineException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = parser.getLongValue();
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new MalformedLineException("", "a whole number from " + least + " to " + most);
    }

    private static boolean truth(JsonParser parser) throws MalformedLineException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new MalformedLineException("", "true or false");
        };
    }

    private static Map<String, String> texts(JsonParser parser) throws IOException, MalformedLineException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedLineException("", "an object of texts");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            if (!parser.nextToken().isScalarValue()) {
                throw new MalformedLineException("", "texts, numbers or true and false as its values");
            }
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                texts.put(name, complete(parser.getText()));
            }
        }
        return texts;
    }
}
