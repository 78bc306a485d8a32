package io.intentstream.wire.format;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says: how a shop's records differ from what their format suggests. {@code docs/formats.md} describes the
 * file. Immutable.
 *
 * @param events what becomes of events, by their names in the source
 * @param pages what paths of pages say; the first rule that matches counts
 * @param fields where fields stand, each with places in the order in which they are tried; they replace the format's own, and an
 *     empty list means that the field is not read
 * @param attributes where attributes stand, by their names
 * @param currency ISO 4217 code of events that have none
 * @param timeUnit unit of times that are numbers, where the format leaves it open; empty means milliseconds
 * @param zone of times without an offset, where the format leaves it open
 * @param csv how CSV is laid out
 */
public record Mapping(
        Map<String, EventRule> events,
        List<PageRule> pages,
        Map<EventField, List<Place>> fields,
        Map<String, List<Place>> attributes,
        Optional<String> currency,
        Optional<EpochUnit> timeUnit,
        ZoneId zone,
        Csv csv) {

    /** No mapping file: records are as their format suggests. */
    public static final Mapping NONE = new Mapping(
            Map.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            ZoneOffset.UTC,
            new Csv(List.of(), ',', '.'));

    /**
     * The layout of CSV.
     *
     * @param columns names of the columns; empty means that the first line names them
     * @param separator between two columns
     * @param decimal between the whole part of an amount and its decimals: a point or a comma
     */
    public record Csv(List<String> columns, char separator, char decimal) {}

    /**
     * Reads a mapping file.
     *
     * @throws io.intentstream.config.InvalidConfigException with every problem, each with its line and column; also when the file cannot be read
     */
    public static Mapping read(Path file) {
        return MappingFile.read(file);
    }

    /** The first rule for this path; null when there is none. */
    public @Nullable PageRule page(String path) {
        for (PageRule rule : pages) {
            if (rule.matches(path)) {
                return rule;
            }
        }
        return null;
    }
}
