package io.intentstream.offline.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.offline.input.FormatReport.Contents;
import io.intentstream.offline.input.FormatReport.RejectedLines;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import io.intentstream.wire.format.EventMapper;
import io.intentstream.wire.format.RecordListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file to tell what becomes of its lines. Memory is bounded: names are counted up to 10,000 of a kind, and users,
 * products and orders up to 500,000 each.
 */
public final class FormatCheck {
    static final int MOST_EXAMPLES = 3;
    static final int MOST_LINES_NAMED = 5;
    private static final int MOST_FAULTS = 1_000;
    private static final int MOST_SAMPLE_CHARS = 40;

    /** What differs between lines with the same fault: an element of an array, or the column where JSON is broken. */
    private static final Pattern OF_ONE_LINE = Pattern.compile("(?<=\\[)\\d+(?=])|^column \\d+: ");

    private record Fault(RejectReason reason, String message) {}

    private static final class FaultyLines {
        private final List<Long> first = new ArrayList<>();
        private long records;
    }

    private final EventValidator validator = new EventValidator(EventValidator.DEFAULT_MAX_FUTURE);
    private final long now;
    private final NameCounts types = new NameCounts();
    private final NameCounts skipped = new NameCounts();
    private final NameCounts unknownEvents = new NameCounts();
    private final NameCounts unusedFields = new NameCounts();
    private final NameCounts missing = new NameCounts();
    private final Map<Fault, FaultyLines> faults = new LinkedHashMap<>();
    private final DistinctIds users = new DistinctIds();
    private final DistinctIds products = new DistinctIds();
    private final OrderTotals orders = new OrderTotals();
    private final FieldsFound fields = new FieldsFound();
    private final ExampleLines examples = new ExampleLines();
    private long withoutConsent;
    private @Nullable Instant earliest;
    private @Nullable Instant latest;

    /** The current line's values, once they are read. */
    private @Nullable JsonNode record;

    /** What is read of them. */
    private @Nullable UsedPlaces places;

    private FormatCheck(long now) {
        this.now = now;
    }

    /**
     * Reads a file to its end.
     *
     * @param now epoch milliseconds; events far ahead of it are rejected
     * @throws InputException when the file cannot be read, or its format is none that is mapped
     */
    public static FormatReport read(String file, FileFormat format, long now) {
        FormatCheck check = new FormatCheck(now);
        MessageLineParser parser = format.kind().messages(format.mapping(), check.new Listener());
        try (LineFile lines = EventFile.lines(file, MalformedPolicy.SKIP_AND_COUNT, MalformedPolicy.FAIL)) {
            while (lines.next(parser::isHeader, line -> check.count(parser, line)) != null) {
                // each line is counted
            }
            check.rejectUnread(lines.malformed());
        }
        return check.report();
    }

    private Boolean count(MessageLineParser parser, Line line) {
        record = null;
        Validation read = parser.read(line);
        if (read instanceof Validation.Accepted mapped) {
            read = validator.validate(mapped.event(), now);
        }
        if (read instanceof Validation.Accepted good) {
            accept(good.event(), line);
        } else if (read instanceof Validation.Rejected bad) {
            String message = OF_ONE_LINE.matcher(bad.message()).replaceAll("");
            reject(new Fault(bad.reason(), message), 1, List.of(line.number()));
        } else if (read instanceof Validation.Skipped no) {
            skipped.add(no.what());
        }
        return true;
    }

    /** Lines that are too long to be read. */
    private void rejectUnread(MalformedLines lines) {
        if (lines.count() > 0) {
            reject(
                    new Fault(RejectReason.UNDECODABLE, lines.first().get(0).problem()),
                    lines.count(),
                    lines.first().stream().map(MalformedLine::number).toList());
        }
    }

    private void reject(Fault found, long records, List<Long> lines) {
        boolean room = faults.size() < MOST_FAULTS || faults.containsKey(found);
        Fault fault = room ? found : new Fault(found.reason(), NameCounts.OTHERS);
        FaultyLines faulty = faults.computeIfAbsent(fault, each -> new FaultyLines());
        faulty.records += records;
        lines.stream().limit(MOST_LINES_NAMED - faulty.first.size()).forEach(faulty.first::add);
    }

    private void accept(ClickEvent event, Line line) {
        types.add(event.getEventType().name());
        withoutConsent += event.getConsent() ? 0 : 1;
        users.add(event.getUserId());
        addProduct(event.getItemId());
        for (Item item : event.getItems()) {
            addProduct(item.getItemId());
        }
        Instant time = event.getEventTime();
        earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
        latest = latest == null || time.isAfter(latest) ? time : latest;
        if (event.getEventType() == EventType.PURCHASE) {
            orders.add(event);
        }
        fields.add(event);
        if (record != null && places != null) {
            examples.offer(line, record, places, event);
        }
    }

    private void addProduct(@Nullable String itemId) {
        if (itemId != null) {
            products.add(itemId);
        }
    }

    private FormatReport report() {
        Optional<Contents> contents = earliest == null || latest == null
                ? Optional.empty()
                : Optional.of(new Contents(
                        types.byCount(),
                        earliest,
                        latest,
                        users.count(),
                        products.count(),
                        orders.count(),
                        orders.valueMinor(),
                        withoutConsent,
                        fields.absent()));
        return new FormatReport(
                contents,
                skipped.byCount(),
                faults.entrySet().stream()
                        .map(each -> new RejectedLines(
                                each.getKey().reason(),
                                each.getKey().message(),
                                each.getValue().records,
                                List.copyOf(each.getValue().first)))
                        .sorted(Comparator.comparingLong(RejectedLines::records).reversed())
                        .toList(),
                unknownEvents.byCount(),
                unusedFields.byCount(),
                missing.byCount(),
                examples.chosen(types.byCount()));
    }

    /** Hears what the reader does with the current line. */
    private final class Listener implements RecordListener {
        private final Map<EventMapper, UsedPlaces> byMapper = new HashMap<>();

        @Override
        public void onUnknownEvent(String name) {
            unknownEvents.add(name);
        }

        @Override
        public void onMissing(String field) {
            missing.add(field);
        }

        @Override
        public void onRecord(JsonNode read, EventMapper mapper) {
            record = read;
            places = byMapper.computeIfAbsent(mapper, UsedPlaces::new);
            places.unused(read, (place, value) -> unusedFields.add(place, sample(value)));
        }

        private static String sample(String value) {
            return value.length() > MOST_SAMPLE_CHARS ? value.substring(0, MOST_SAMPLE_CHARS) + "..." : value;
        }
    }
}
