package io.intentstream.offline.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.core.event.RejectReason;
import io.intentstream.schema.ClickEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the lines of a file. Lists of counts begin with the most frequent.
 *
 * @param contents what the events are about; empty when no line is an event
 * @param skipped lines that are no events on purpose, by the event's name as it is compared
 * @param rejected lines that should be events and cannot be
 * @param unknownEvents names that neither the format nor the mapping file knows: their events are OTHER
 * @param unusedFields places with a value that nothing reads
 * @param missing fields that every event must have and that some records lack, by their names in a mapping file
 * @param examples at most {@value FormatCheck#MOST_EXAMPLES} lines that became events of different types, by line
 */
public record FormatReport(
        Optional<Contents> contents,
        List<NameCount> skipped,
        List<RejectedLines> rejected,
        List<NameCount> unknownEvents,
        List<NameCount> unusedFields,
        List<NameCount> missing,
        List<MappedLine> examples) {

    /**
     * What the events are about.
     *
     * @param types the events by their type
     * @param earliest the first event's time
     * @param latest the last event's time
     * @param users how many
     * @param products how many, by their ids
     * @param orders how many; purchases of a user with the same order id are one order, and one without an id is its own
     * @param valueMinor what the orders are worth in minor units, by currency, which is empty where events have none
     * @param withoutConsent events
     * @param absent fields that no event has, by their names in a mapping file
     */
    public record Contents(
            List<NameCount> types,
            Instant earliest,
            Instant latest,
            DistinctCount users,
            DistinctCount products,
            DistinctCount orders,
            Map<String, Long> valueMinor,
            long withoutConsent,
            List<String> absent) {

        /** Number of events. */
        public long events() {
            return total(types);
        }
    }

    /**
     * How often a name occurs.
     *
     * @param sample a value that stands there; empty where names have none
     */
    public record NameCount(String name, long records, String sample) {
        /** Whether it stands for all names beyond the bound, and is no name itself. */
        public boolean isRest() {
            return name.equals(NameCounts.OTHERS);
        }
    }

    /**
     * How many different ids there are.
     *
     * @param complete whether these are all; otherwise there are at least as many
     */
    public record DistinctCount(long count, boolean complete) {}

    /**
     * Lines that were rejected for one reason.
     *
     * @param message the place in the line, and what is wrong there
     * @param first the numbers of the first of them, at most {@value FormatCheck#MOST_LINES_NAMED}
     */
    public record RejectedLines(RejectReason reason, String message, long records, List<Long> first) {}

    /**
     * A line before and after.
     *
     * @param source its text
     * @param used what may be read of it, as places name it
     */
    public record MappedLine(long line, String source, JsonNode used, ClickEvent event) {}

    /** Number of lines, except for a header and blank ones. */
    public long records() {
        return events() + total(skipped) + rejectedRecords();
    }

    /** Number of lines that become events. */
    public long events() {
        return contents.map(Contents::events).orElse(0L);
    }

    /** Number of lines that are no events on purpose. */
    public long skippedRecords() {
        return total(skipped);
    }

    /** Number of lines that should be events and cannot be. */
    public long rejectedRecords() {
        return rejected.stream().mapToLong(RejectedLines::records).sum();
    }

    private static long total(List<NameCount> counts) {
        return counts.stream().mapToLong(NameCount::records).sum();
    }
}
