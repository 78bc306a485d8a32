package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of records, by the table of their format and the user's mapping file: the one place where foreign values become
 * ours. Every format reads its records into a tree first; {@code docs/formats.md} says how each kind of value is read.
 * Immutable.
 */
public final class EventMapper {
    /** The attribute that holds the name of an event that became OTHER. */
    public static final String NAME_ATTRIBUTE = "event";

    private static final String OTHER = EventName.normal(EventType.OTHER.name());

    private final Map<EventField, Place[]> places = new EnumMap<>(EventField.class);

    /** In the order of their names, so that equal records give equal events. */
    private final Map<String, Place[]> attributes = new TreeMap<>();

    private final Map<String, EventRule> events;
    private final Mapping mapping;
    private final TimeReading times;
    private final List<String> alsoRead;
    private final boolean onlyKnownShop;
    private final RecordListener listener;

    public EventMapper(FormatTable table, Mapping mapping, RecordListener listener) {
        this.mapping = mapping;
        this.listener = listener;
        this.alsoRead = table.alsoRead();
        this.onlyKnownShop = table.onlyKnownShop();
        this.events = new HashMap<>(table.events());
        this.events.putAll(mapping.events());
        this.times =
                table.times().orElseGet(() -> new TimeReading(mapping.timeUnit().orElse(EpochUnit.MS), mapping.zone()));
        for (EventField field : EventField.values()) {
            List<Place> named = mapping.fields().getOrDefault(field, table.places(field));
            places.put(field, named.toArray(Place[]::new));
        }
        mapping.attributes().forEach((name, named) -> attributes.put(name, named.toArray(Place[]::new)));
    }

    /** The places that are read in a record; those of an item's fields follow {@code items[]}. */
    public List<String> placesRead() {
        List<String> all = new ArrayList<>(alsoRead);
        for (Map.Entry<EventField, Place[]> each : places.entrySet()) {
            for (Place place : each.getValue()) {
                if (each.getKey().isOfItem()) {
                    for (Place items : places.get(EventField.ITEMS)) {
                        all.add(items + "[]." + place);
                    }
                } else {
                    all.add(place.toString());
                }
            }
        }
        attributes.values().forEach(named -> {
            for (Place place : named) {
                all.add(place.toString());
            }
        });
        return all;
    }

    /**
     * Makes the event of a record. An event of a record without an id has none.
     *
     * @param record an object
     */
    public Validation map(JsonNode record) {
        EventDraft draft = new EventDraft(record, this);
        return map(record, draft.eventName(), draft);
    }

    /** As {@link #map(JsonNode)}, for a record whose event has this name. */
    public Validation map(JsonNode record, String name) {
        return map(record, name, new EventDraft(record, this));
    }

    private Validation map(JsonNode record, @Nullable String name, EventDraft draft) {
        listener.onRecord(record, this);
        EventType type = EventType.PAGE_VIEW;
        boolean known = true;
        if (name != null) {
            String normal = EventName.normal(name);
            EventRule rule = events.get(normal);
            known = rule != null;
            if (rule instanceof EventRule.Skip) {
                return new Validation.Skipped(normal);
            }
            type = rule instanceof EventRule.Becomes becomes ? becomes.type() : EventType.OTHER;
            if (!known) {
                listener.onUnknownEvent(name);
            }
            if (type == EventType.OTHER && !normal.equals(OTHER)) {
                draft.attribute(NAME_ATTRIBUTE, name);
            }
        }
        return draft.finish(type, known || !onlyKnownShop);
    }

    Place[] places(EventField field) {
        return places.get(field);
    }

    Map<String, Place[]> attributes() {
        return attributes;
    }

    Mapping mapping() {
        return mapping;
    }

    RecordListener listener() {
        return listener;
    }

    TimeReading times() {
        return times;
    }
}
