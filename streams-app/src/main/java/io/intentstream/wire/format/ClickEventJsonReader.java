package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects with the fields of ClickEvent. A field that neither ClickEvent nor the mapping file knows is an error,
 * since to drop it would lose data silently: other values belong in {@code attributes}.
 */
final class ClickEventJsonReader implements MessageReader {
    private static final FormatTable TABLE = table();

    private final EventMapper mapper;
    private final Set<String> fields;
    private final Place[] items;
    private final Set<String> fieldsOfItems;

    ClickEventJsonReader(Mapping mapping, RecordListener listener) {
        this.mapper = new EventMapper(TABLE, mapping, listener);
        this.fields = mapper.placesRead().stream()
                .map(ClickEventJsonReader::firstName)
                .collect(Collectors.toUnmodifiableSet());
        this.items = mapper.places(EventField.ITEMS);
        this.fieldsOfItems = EventField.ofItems().stream()
                .flatMap(field -> Stream.of(mapper.places(field)))
                .map(place -> firstName(place.toString()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String firstName(String place) {
        return place.split("[.\\[]", 2)[0];
    }

    private static FormatTable table() {
        FormatTable table = FormatTable.create().at(EventField.EVENT, "eventType");
        for (EventField field : List.of(
                EventField.EVENT_ID,
                EventField.USER_ID,
                EventField.EVENT_TIME,
                EventField.SESSION_ID,
                EventField.ITEM_ID,
                EventField.CATEGORY_ID,
                EventField.BRAND,
                EventField.PRICE_MINOR,
                EventField.CURRENCY,
                EventField.QUANTITY,
                EventField.PAGE_TYPE,
                EventField.QUERY,
                EventField.DWELL_MILLIS,
                EventField.CHANNEL,
                EventField.CONSENT,
                EventField.ORDER_ID,
                EventField.VALUE_MINOR,
                EventField.ATTRIBUTES,
                EventField.ITEMS)) {
            table = table.at(field, field.id());
        }
        for (EventField field : EventField.ofItems()) {
            table = table.at(field, field.id().substring("items.".length()));
        }
        return table;
    }

    @Override
    public Validation read(byte[] bytes, int from, int to) {
        return StrictJson.read(bytes, from, to, this::read);
    }

    private Validation read(JsonNode record) {
        String unknown = unknown(record, fields);
        if (unknown != null) {
            return new Validation.Rejected(
                    RejectReason.INVALID_FIELD,
                    unknown + " is no field of ClickEvent; other values belong in attributes");
        }
        for (Place place : items) {
            unknown = unknownInElements(place.in(record));
            if (unknown != null) {
                return new Validation.Rejected(
                        RejectReason.INVALID_FIELD, unknown + " is no field of an element of " + place);
            }
        }
        return mapper.map(record);
    }

    private @Nullable String unknownInElements(@Nullable JsonNode array) {
        if (array != null) {
            for (JsonNode item : array) {
                String unknown = unknown(item, fieldsOfItems);
                if (unknown != null) {
                    return unknown;
                }
            }
        }
        return null;
    }

    /** The first name of the object that is not among those known; null when there is none. */
    private static @Nullable String unknown(JsonNode object, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                return printable(name);
            }
        }
        return null;
    }

    /** A name comes from the record, so it is shown only when it can be one. */
    private static String printable(String name) {
        String start = name.length() > 40 ? name.substring(0, 40) + "..." : name;
        return start.chars().allMatch(c -> c > ' ' && c < 127) ? start : "a name with odd characters";
    }
}
