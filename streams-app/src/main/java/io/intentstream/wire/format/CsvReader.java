package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads lines of columns. Their names come from the mapping file, or from the first line of a file; without a mapping, columns
 * are found by the names of our fields. A column that holds an array or an object as JSON is read as such where a place leads
 * into it, such as products.
 */
final class CsvReader implements MessageReader {
    private static final FormatTable TABLE = table();

    private final List<String> columns;
    private final Mapping mapping;
    private final RecordListener listener;
    private final EventMapper mapper;
    private final boolean ambiguous;

    /** The columns whose amounts have a comma before their decimals. */
    private final Set<String> withComma = new HashSet<>();

    /** The columns that may hold JSON. */
    private final Set<String> ofJson = new HashSet<>();

    CsvReader(Mapping mapping, RecordListener listener) {
        this(mapping.csv().columns(), mapping, listener);
    }

    private CsvReader(List<String> columns, Mapping mapping, RecordListener listener) {
        this.columns = columns;
        this.ambiguous = Set.copyOf(columns).size() < columns.size();
        this.mapping = mapping;
        this.listener = listener;
        this.mapper = new EventMapper(TABLE, mapping, listener);
        if (mapping.csv().decimal() == ',') {
            for (EventField amount : List.of(EventField.PRICE, EventField.VALUE)) {
                for (Place place : mapper.places(amount)) {
                    withComma.add(place.toString());
                }
            }
        }
        for (Place items : mapper.places(EventField.ITEMS)) {
            ofJson.add(items.toString());
        }
        for (String place : mapper.placesRead()) {
            int dot = place.indexOf('.');
            if (dot > 0) {
                ofJson.add(place.substring(0, dot));
            }
        }
        for (Place attributes : mapper.places(EventField.ATTRIBUTES)) {
            ofJson.add(attributes.toString());
        }
    }

    private static FormatTable table() {
        FormatTable table = FormatTable.create();
        for (EventField field : EventField.values()) {
            String id = field.id();
            table = table.at(field, field.isOfItem() ? id.substring(id.indexOf('.') + 1) : id);
        }
        return table.at(EventField.EVENT, EventField.EVENT.id(), "eventType");
    }

    /** The first line names the columns, unless the mapping file does; then it may repeat them. */
    @Override
    public Optional<MessageReader> afterHeader(byte[] bytes, int from, int to) {
        String line = TextLine.text(bytes, from, to);
        List<String> names =
                line == null ? null : TextLine.quoted(line, mapping.csv().separator());
        if (names == null) {
            return Optional.empty();
        }
        names = names.stream().map(String::strip).toList();
        if (columns.isEmpty()) {
            return Optional.of(new CsvReader(names, mapping, listener));
        }
        return names.equals(columns) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Validation read(byte[] bytes, int from, int to) {
        return TextLine.read(bytes, from, to, this::read);
    }

    private Validation read(String line) {
        if (columns.isEmpty()) {
            return new Validation.Rejected(
                    RejectReason.INVALID_FIELD,
                    "the columns have no names; give them as csv.columns in the mapping file");
        }
        if (ambiguous) {
            return new Validation.Rejected(
                    RejectReason.INVALID_FIELD,
                    "two columns have the same name; name them as csv.columns in the mapping file");
        }
        if (isSplitWrongly()) {
            return new Validation.Rejected(
                    RejectReason.UNDECODABLE,
                    "there is one column, since nothing is separated by '"
                            + mapping.csv().separator()
                            + "'; if another character separates the columns, name it in the mapping file,"
                            + " such as csv: {separator: \";\"}");
        }
        List<String> values = TextLine.quoted(line, mapping.csv().separator());
        if (values == null) {
            return new Validation.Rejected(
                    RejectReason.UNDECODABLE,
                    "a quote is not closed at the end of its column; quotes inside are doubled, and there is no line break"
                            + " inside");
        }
        int count = values.size();
        if (count != columns.size()
                && !(count == columns.size() + 1 && values.get(columns.size()).isEmpty())) {
            return new Validation.Rejected(
                    RejectReason.UNDECODABLE,
                    "found " + count + (count == 1 ? " column" : " columns") + " instead of " + columns.size()
                            + "; is csv.separator in the mapping file right?");
        }
        ObjectNode record = StrictJson.object();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            String value = withComma.contains(name) ? NumberReading.withPoint(values.get(i)) : values.get(i);
            put(record, name, value, ofJson.contains(name));
        }
        return mapper.map(record);
    }

    /** A file with another separator looks like one of a single column. */
    private boolean isSplitWrongly() {
        return columns.size() == 1 && columns.get(0).chars().anyMatch(c -> c == ';' || c == '|' || c == '\t');
    }

    private static void put(ObjectNode record, String name, String value, boolean mayBeJson) {
        JsonNode inside = mayBeJson ? StrictJson.container(value) : null;
        if (inside == null) {
            record.put(name, value);
        } else {
            record.set(name, inside);
        }
    }
}
