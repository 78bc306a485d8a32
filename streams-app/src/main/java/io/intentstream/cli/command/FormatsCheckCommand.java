package io.intentstream.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.SafeText;
import io.intentstream.cli.console.TextTable;
import io.intentstream.cli.option.InputOptions;
import io.intentstream.cli.option.MappingOption;
import io.intentstream.offline.evaluation.report.ReportTable;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.FormatCheck;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is made of a file, with which a newcomer maps events of his own. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tell what share of a file's records become events, and what a mapping file should add.",
        description = {
            "",
            "Reads the whole file and changes nothing. Shows events before and after: their content is on the screen. Exit code"
                    + " 1 when no record becomes an event.",
            ""
        })
public final class FormatsCheckCommand extends ConsoleCommand {
    private static final int MOST_ROWS = 10;
    private static final int MOST_SOURCE_CHARS = 600;
    private static final int MOST_LINES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            required = true,
            description = "File of events, plain or gzip; '-' is standard input.")
    private String input = "";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            required = true,
            converter = InputOptions.FormatConverter.class,
            description = "Format of the file: clickevent-json, segment, ga4, snowplow or csv.")
    private EventFormat format = EventFormat.CLICKEVENT_JSON;

    @Mixin
    private MappingOption mapping = new MappingOption();

    @Option(names = "--json", description = "Print one JSON object instead of tables, for programs.")
    private boolean json;

    @Override
    protected ExitCode run() throws JsonProcessingException {
        FormatCheck check =
                FormatCheck.read(input, mapping.of(format), Clock.systemUTC().millis());
        if (json) {
            say(JSON.writeValueAsString(asJson(check)));
        } else {
            print(check);
        }
        return check.accepted > 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(FormatCheck check) {
        say(input + ", read as " + format.id() + ": " + Plurals.of(check.records(), "record"));
        say("");
        TextTable.lines(new ReportTable(
                        List.of("", "records", "share"),
                        List.of(
                                row("become events", check.accepted, check),
                                row("skipped, no events", FormatCheck.total(check.skipped), check),
                                row("rejected", FormatCheck.total(check.rejected), check))))
                .forEach(this::say);
        if (check.accepted > 0) {
            say("");
            say("From " + Instant.ofEpochMilli(check.earliest) + " to " + Instant.ofEpochMilli(check.latest) + ": "
                    + Plurals.of(check.users.size(), "user") + ", " + Plurals.of(check.products.size(), "product")
                    + ", "
                    + Plurals.of(check.orders.size(), "order") + value(check)
                    + (check.withoutConsent > 0
                            ? ", " + Plurals.of(check.withoutConsent, "event") + " without consent"
                            : ""));
            table("Events", "type", check.events);
        }
        table("Skipped", "name", check.skipped);
        table("Rejected", "reason", rejections(check));
        table("Event names that are not known; they become OTHER", "name", check.unknownEvents);
        table("Fields that are not used", "field", check.unusedFields);
        check.examples.forEach(this::show);
        hint(check);
    }

    private static List<String> row(String what, long count, FormatCheck check) {
        return List.of(what, number(count), share(count, check.records()));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String share(long part, long all) {
        return all == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
    }

    private static String value(FormatCheck check) {
        return check.values.isEmpty()
                ? ""
                : " worth "
                        + check.values.entrySet().stream()
                                .map(each -> (each.getKey() + " " + amount(each.getKey(), each.getValue())).strip())
                                .collect(Collectors.joining(" and "));
    }

    private static String amount(String currency, long minor) {
        int digits = currency.isEmpty()
                ? 2
                : Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return String.format(Locale.ROOT, "%,." + digits + "f", BigDecimal.valueOf(minor, digits));
    }

    private static Map<String, Long> rejections(FormatCheck check) {
        return check.rejected.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().reason() + ": " + each.getKey().message() + " (line "
                                + check.lines.get(each.getKey()).stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))
                                + (each.getValue()
                                                > check.lines.get(each.getKey()).size()
                                        ? ", ..."
                                        : "")
                                + ")",
                        Map.Entry::getValue,
                        Long::sum));
    }

    private void table(String title, String head, Map<?, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        say("");
        say(title + (counts.size() > MOST_ROWS ? ", the " + MOST_ROWS + " most frequent of " + counts.size() : ""));
        TextTable.lines(new ReportTable(
                        List.of(head, "records"),
                        sorted(counts).stream()
                                .limit(MOST_ROWS)
                                .map(each ->
                                        List.of(SafeText.of(String.valueOf(each.getKey())), number(each.getValue())))
                                .toList()))
                .forEach(line -> say("  " + line));
    }

    private static <T> List<Map.Entry<T, Long>> sorted(Map<T, Long> counts) {
        List<Map.Entry<T, Long>> all = new ArrayList<>(counts.entrySet());
        all.sort(Map.Entry.<T, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(each -> each.getKey().toString()));
        return all;
    }

    private void show(FormatCheck.Example example) {
        say("");
        say("Line " + example.line() + ", before:");
        String source = SafeText.of(example.source());
        say("  " + (source.length() > MOST_SOURCE_CHARS ? source.substring(0, MOST_SOURCE_CHARS) + " ..." : source));
        say("after:");
        List<String> lines = eventJson(example).toPrettyString().lines().toList();
        lines.stream().limit(MOST_LINES).forEach(line -> say("  " + SafeText.of(line)));
        if (lines.size() > MOST_LINES) {
            say("  ... and " + Plurals.of(lines.size() - MOST_LINES, "more line"));
        }
    }

    /** Without the fields that say nothing. */
    private static ObjectNode eventJson(FormatCheck.Example example) {
        try {
            ObjectNode event = (ObjectNode) JSON.readTree(example.event().toString());
            prune(event);
            return event;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes JSON", e);
        }
    }

    private static void prune(JsonNode node) {
        node.forEach(FormatsCheckCommand::prune);
        if (node instanceof ObjectNode object) {
            List<String> empty = object.properties().stream()
                    .filter(each -> each.getValue().isNull()
                            || each.getValue().isContainerNode()
                                    && each.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            object.remove(empty);
        }
    }

    /** The lines with which a mapping file would name the unknown events. */
    private void hint(FormatCheck check) {
        say("");
        if (check.unknownEvents.isEmpty()) {
            say("Every event name is known.");
            return;
        }
        say("To name the unknown events, add to your mapping file (--mapping FILE; docs/formats.md lists the types):");
        say("  events:");
        sorted(check.unknownEvents).stream()
                .limit(MOST_ROWS)
                .forEach(each -> say("    " + quoted(each.getKey()) + ": OTHER   # or VIEW_ITEM, ..., or skip"));
    }

    private static String quoted(String name) {
        return "\"" + SafeText.of(name).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private ObjectNode asJson(FormatCheck check) {
        ObjectNode all = JSON.createObjectNode();
        all.put("file", input).put("format", format.id()).put("records", check.records());
        all.put("events", check.accepted)
                .put("skipped", FormatCheck.total(check.skipped))
                .put("rejected", FormatCheck.total(check.rejected));
        if (check.accepted > 0) {
            all.put("earliest", Instant.ofEpochMilli(check.earliest).toString())
                    .put("latest", Instant.ofEpochMilli(check.latest).toString());
        }
        all.put("users", check.users.size())
                .put("products", check.products.size())
                .put("orders", check.orders.size())
                .put("withoutConsent", check.withoutConsent);
        all.set("valueMinor", JSON.valueToTree(check.values));
        all.set("eventTypes", JSON.valueToTree(check.events));
        all.set("skippedByName", JSON.valueToTree(check.skipped));
        all.set("rejectedByReason", JSON.valueToTree(rejections(check)));
        all.set("unknownEvents", JSON.valueToTree(check.unknownEvents));
        all.set("unusedFields", JSON.valueToTree(check.unusedFields));
        ArrayNode examples = all.putArray("examples");
        check.examples.forEach(example -> examples.addObject()
                .put("line", example.line())
                .put("source", example.source())
                .set("event", eventJson(example)));
        return all;
    }
}
