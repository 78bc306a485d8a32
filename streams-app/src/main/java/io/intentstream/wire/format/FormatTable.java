package io.intentstream.wire.format;

import io.intentstream.schema.EventType;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a format says by itself: where its records hold each field, and what its event names mean. Names of GA4, such as {@code
 * add_to_cart}, are understood in every format. Immutable.
 */
public final class FormatTable {
    private final Map<EventField, List<Place>> places;
    private final Map<String, EventRule> events;

    /** How times are written where the format says it; a mapping file does not change it. */
    private final Optional<TimeReading> times;

    private final List<String> alsoRead;

    /** Whether fields of shopping are read only in events that the table or the mapping file names. */
    private final boolean onlyKnownShop;

    private FormatTable(
            Map<EventField, List<Place>> places,
            Map<String, EventRule> events,
            Optional<TimeReading> times,
            List<String> alsoRead,
            boolean onlyKnownShop) {
        this.places = places;
        this.events = events;
        this.times = times;
        this.alsoRead = alsoRead;
        this.onlyKnownShop = onlyKnownShop;
    }

    /** An empty table, to which the methods below add. How times are written is left to a mapping file. */
    public static FormatTable create() {
        Map<String, EventRule> events = new HashMap<>();
        for (EventType type : EventType.values()) {
            events.put(EventName.normal(type.name().toLowerCase(Locale.ROOT)), EventRule.becomes(type));
        }
        return new FormatTable(Map.of(), events, Optional.empty(), List.of(), false);
    }

    /** Names the places of a field, in the order in which they are tried. */
    public FormatTable at(EventField field, String... paths) {
        Map<EventField, List<Place>> more = new EnumMap<>(EventField.class);
        more.putAll(places);
        more.put(field, Stream.of(paths).map(Place::of).toList());
        return new FormatTable(more, events, times, alsoRead, onlyKnownShop);
    }

    /** Events of these names are behaviour of this type. */
    public FormatTable event(EventType type, String... names) {
        return events(EventRule.becomes(type), names);
    }

    /** Events of these names are skipped. */
    public FormatTable skip(String... names) {
        return events(new EventRule.Skip(), names);
    }

    private FormatTable events(EventRule rule, String... names) {
        Map<String, EventRule> more = new HashMap<>(events);
        for (String name : names) {
            more.put(EventName.normal(name), rule);
        }
        return new FormatTable(places, more, times, alsoRead, onlyKnownShop);
    }

    /** Times are in UTC, and those that are numbers in this unit, whatever a mapping file says of other formats. */
    public FormatTable timesInUtc(EpochUnit unit) {
        return new FormatTable(
                places, events, Optional.of(new TimeReading(unit, ZoneOffset.UTC)), alsoRead, onlyKnownShop);
    }

    /** Places that the format's reader looks at beside those of the fields. */
    public FormatTable alsoReading(String... paths) {
        return new FormatTable(places, events, times, List.of(paths), onlyKnownShop);
    }

    /**
     * Events that neither the table nor a mapping file names have properties of their own, such as a {@code value} that is no
     * money: what was searched for, looked at or bought is not read in them.
     */
    public FormatTable shoppingOnlyInKnownEvents() {
        return new FormatTable(places, events, times, alsoRead, true);
    }

    boolean onlyKnownShop() {
        return onlyKnownShop;
    }

    List<String> alsoRead() {
        return alsoRead;
    }

    List<Place> places(EventField field) {
        return places.getOrDefault(field, List.of());
    }

    Map<String, EventRule> events() {
        return events;
    }

    Optional<TimeReading> times() {
        return times;
    }
}
