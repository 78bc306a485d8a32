package io.intentstream.offline.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import io.intentstream.wire.format.EventMapper;
import io.intentstream.wire.format.RecordListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What becomes of the lines of a file, so that a user sees what a mapping file should add. Used once, by one thread. */
public final class FormatCheck implements RecordListener {
    private static final int MOST_EXAMPLES = 3;
    private static final int MOST_LINES_NAMED = 5;
    private static final int MOST_NAMES = 10_000;

    /** A line before and after. */
    public record Example(long line, String source, ClickEvent event) {}

    /** Lines that were rejected for one reason. */
    public record Fault(RejectReason reason, String message) {}

    private final FileFormat format;
    private final long now;
    private final EventValidator validator = new EventValidator(EventValidator.DEFAULT_MAX_FUTURE);

    /** Counts of accepted events, by type; the fields below count likewise, and {@code values} sums orders by currency. */
    public final Map<EventType, Long> events = new EnumMap<>(EventType.class);

    public final Map<String, Long> skipped = new TreeMap<>();
    public final Map<Fault, Long> rejected = new LinkedHashMap<>();
    public final Map<Fault, List<Long>> lines = new HashMap<>();
    public final Map<String, Long> unknownEvents = new HashMap<>();
    public final Map<String, Long> unusedFields = new HashMap<>();
    public final List<Example> examples = new ArrayList<>();
    public final Set<String> users = new HashSet<>();
    public final Set<String> products = new HashSet<>();
    public final Set<String> orders = new HashSet<>();
    public final Map<String, Long> values = new TreeMap<>();
    public long accepted;
    public long withoutConsent;
    public long earliest = Long.MAX_VALUE;
    public long latest = Long.MIN_VALUE;

    private final Map<EventMapper, Set<String>> used = new HashMap<>();
    private final Set<EventType> shown = new HashSet<>();

    private FormatCheck(FileFormat format, long now) {
        this.format = format;
        this.now = now;
    }

    /**
     * Reads a file to its end.
     *
     * @param now epoch milliseconds; events far ahead of it are rejected
     * @throws InputException when the file cannot be read, or its format is none that is mapped
     */
    public static FormatCheck read(String file, FileFormat format, long now) {
        FormatCheck check = new FormatCheck(format, now);
        MessageLineParser parser = format.kind().messages(format.mapping(), check);
        try (LineFile lines = EventFile.lines(file, MalformedPolicy.SKIP_AND_COUNT, MalformedPolicy.FAIL)) {
            while (lines.next(parser::isHeader, line -> check.count(parser, line)) != null) {
                // each line is counted
            }
            lines.malformed()
                    .first()
                    .forEach(line -> check.reject(new Fault(RejectReason.UNDECODABLE, line.describe()), line.number()));
        }
        return check;
    }

    private Boolean count(MessageLineParser parser, Line line) {
        Validation read = parser.read(line);
        if (read instanceof Validation.Accepted mapped) {
            read = validator.validate(mapped.event(), now);
        }
        if (read instanceof Validation.Accepted good) {
            accept(good.event(), line);
        } else if (read instanceof Validation.Rejected bad) {
            reject(new Fault(bad.reason(), bad.message().replaceAll("\\[\\d+]", "[]")), line.number());
        } else {
            skipped.merge(((Validation.Skipped) read).what(), 1L, Long::sum);
        }
        return true;
    }

    private void reject(Fault fault, long line) {
        rejected.merge(fault, 1L, Long::sum);
        List<Long> named = lines.computeIfAbsent(fault, each -> new ArrayList<>());
        if (named.size() < MOST_LINES_NAMED) {
            named.add(line);
        }
    }

    private void accept(ClickEvent event, Line line) {
        accepted++;
        withoutConsent += event.getConsent() ? 0 : 1;
        events.merge(event.getEventType(), 1L, Long::sum);
        users.add(event.getUserId());
        addProduct(event.getItemId());
        for (Item item : event.getItems()) {
            addProduct(item.getItemId());
        }
        long time = event.getEventTime().toEpochMilli();
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        if (event.getEventType() == EventType.PURCHASE) {
            String order = event.getOrderId() == null ? event.getEventId() : event.getOrderId();
            if (orders.add(order) && value(event) > 0) {
                values.merge(event.getCurrency() == null ? "" : event.getCurrency(), value(event), Long::sum);
            }
        }
        if (examples.size() < MOST_EXAMPLES && shown.add(event.getEventType())) {
            examples.add(new Example(
                    line.number(),
                    new String(line.bytes(), line.start(), line.end() - line.start(), StandardCharsets.UTF_8),
                    event));
        }
    }

    private static long value(ClickEvent event) {
        if (event.getValueMinor() != null) {
            return event.getValueMinor();
        }
        long sum = worth(event.getPriceMinor(), event.getQuantity());
        for (Item item : event.getItems()) {
            sum += worth(item.getPriceMinor(), item.getQuantity());
        }
        return sum;
    }

    private static long worth(@Nullable Long priceMinor, @Nullable Integer quantity) {
        return priceMinor == null ? 0 : priceMinor * (quantity == null ? 1 : quantity);
    }

    private void addProduct(@Nullable String itemId) {
        if (itemId != null) {
            products.add(itemId);
        }
    }

    /** All lines but a header and blank ones. */
    public long records() {
        return accepted + total(skipped) + total(rejected);
    }

    /** The sum of counts. */
    public static long total(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void onUnknownEvent(String name) {
        count(unknownEvents, name);
    }

    @Override
    public void onRecord(JsonNode record, EventMapper mapper) {
        walk("", record, used.computeIfAbsent(mapper, FormatCheck::placesRead));
    }

    /** A place in one element of an array is the place in all of them here. */
    private static Set<String> placesRead(EventMapper mapper) {
        Set<String> places = new HashSet<>();
        mapper.placesRead().forEach(place -> places.add(place.replaceAll("\\.\\d+(?=\\.|$)", "[]")));
        return places;
    }

    private void walk(String path, JsonNode value, Set<String> known) {
        if (known.contains(path) && !(value.isArray() && value.path(0).isObject())) {
            return;
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                walk(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), known);
            }
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                walk(path + "[]", element, known);
            }
        } else if (!value.isNull() && !value.asText().isBlank()) {
            count(unusedFields, path);
        }
    }

    /** A file may hold any number of names. */
    private static void count(Map<String, Long> counts, String name) {
        if (counts.size() < MOST_NAMES || counts.containsKey(name)) {
            counts.merge(name, 1L, Long::sum);
        }
    }
}
