package io.intentstream.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.core.text.Suggestions;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.FormatReport;
import io.intentstream.offline.input.FormatReport.Contents;
import io.intentstream.offline.input.FormatReport.DistinctCount;
import io.intentstream.offline.input.FormatReport.MappedLine;
import io.intentstream.offline.input.FormatReport.NameCount;
import io.intentstream.offline.input.FormatReport.RejectedLines;
import io.intentstream.schema.EventType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats what becomes of a file, for people who map events of their own. */
public final class FormatReportText {
    private static final int BAR_WIDTH = 40;
    private static final int MOST_ROWS = 10;
    private static final int MOST_NAME_CHARS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TYPES =
            Arrays.stream(EventType.values()).map(Enum::name).toList();

    private final FormatReport report;
    private final List<String> lines = new ArrayList<>();

    private FormatReportText(FormatReport report) {
        this.report = report;
    }

    /** The lines to print. */
    public static List<String> lines(String file, EventFormat format, FormatReport report) {
        FormatReportText text = new FormatReportText(report);
        text.shares(file, format);
        report.contents().ifPresent(text::contents);
        text.counts("Skipped, since they are no events", report.skipped());
        text.rejected();
        text.counts("Event names that are not known: they become OTHER, which says little", report.unknownEvents());
        text.counts("Fields that are not used", report.unusedFields());
        report.examples().forEach(text::example);
        text.mapping();
        return text.lines;
    }

    private void shares(String file, EventFormat format) {
        lines.add(text(
                "%s, read as %s: %,d of %s become events",
                SafeText.of(file), format.id(), report.events(), Plurals.of(report.records(), "record")));
        lines.add("");
        share("events", report.events());
        share("skipped", report.skippedRecords());
        share("rejected", report.rejectedRecords());
    }

    private void share(String what, long part) {
        double share = report.records() == 0 ? 0 : (double) part / report.records();
        String bar = "█".repeat((int) Math.round(share * BAR_WIDTH));
        lines.add(text("  %-10s %,11d  %5.1f %%  %s", what, part, 100 * share, part > 0 && bar.isEmpty() ? "▏" : bar)
                .stripTrailing());
    }

    private void contents(Contents contents) {
        lines.add("");
        lines.add("What the events tell");
        fact("time", JourneyLine.time(contents.earliest()) + " to " + JourneyLine.time(contents.latest()) + " UTC");
        fact("users", number(contents.users()));
        fact("products", number(contents.products()));
        fact("orders", orders(contents));
        if (contents.withoutConsent() > 0) {
            fact("consent", Plurals.of(contents.withoutConsent(), "event") + " without it");
        }
        if (!contents.absent().isEmpty()) {
            fact("not found", String.join(", ", contents.absent()) + " (no event has it)");
        }
        counts("Events by type", contents.types());
    }

    private void fact(String name, String value) {
        lines.add(text("  %-10s %s", name, value));
    }

    private static String number(DistinctCount ids) {
        return text("%s%,d", ids.complete() ? "" : "at least ", ids.count());
    }

    private static String orders(Contents contents) {
        long purchases = contents.types().stream()
                .filter(each -> each.name().equals(EventType.PURCHASE.name()))
                .mapToLong(NameCount::records)
                .sum();
        String worth = contents.valueMinor().entrySet().stream()
                .map(each -> (amount(each.getKey(), each.getValue()) + " " + each.getKey()).strip())
                .collect(Collectors.joining(" and "));
        return number(contents.orders())
                + (purchases == contents.orders().count()
                        ? ""
                        : ", told by " + Plurals.of(purchases, "purchase event")
                                + " (those of a user with the same order id are one order)")
                + (worth.isEmpty() ? "" : ", worth " + worth);
    }

    private static String amount(String currency, long minor) {
        int digits = currency.isEmpty()
                ? 2
                : Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return text("%,." + digits + "f", BigDecimal.valueOf(minor, digits));
    }

    private void counts(String title, List<NameCount> counts) {
        if (counts.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title + (counts.size() > MOST_ROWS ? text(" (the first %d of %,d)", MOST_ROWS, counts.size()) : ""));
        List<NameCount> shown = counts.stream().limit(MOST_ROWS).toList();
        int width = shown.stream()
                .mapToInt(each -> shown(each.name()).length())
                .max()
                .orElse(0);
        for (NameCount each : shown) {
            String sample = each.sample().isEmpty() ? "" : "   such as " + SafeText.of(each.sample());
            lines.add(text("  %-" + width + "s %,11d%s", shown(each.name()), each.records(), sample));
        }
    }

    private static String shown(String name) {
        return SafeText.of(name.length() > MOST_NAME_CHARS ? name.substring(0, MOST_NAME_CHARS) + "..." : name);
    }

    private void rejected() {
        if (report.rejected().isEmpty()) {
            return;
        }
        lines.add("");
        int all = report.rejected().size();
        lines.add("Rejected: they should be events, and something is wrong"
                + (all > MOST_ROWS ? text(" (the first %d of %,d reasons)", MOST_ROWS, all) : ""));
        report.rejected().stream().limit(MOST_ROWS).forEach(each -> {
            lines.add(text("  %s: %s", each.reason(), SafeText.of(each.message())));
            lines.add("    " + places(each));
        });
    }

    private static String places(RejectedLines rejected) {
        String first = rejected.first().stream().map(String::valueOf).collect(Collectors.joining(", "));
        long more = rejected.records() - rejected.first().size();
        return Plurals.of(rejected.records(), "record") + ", "
                + (rejected.first().size() == 1 ? "line " : "lines ") + first
                + (more > 0 ? text(" and %,d more", more) : "");
    }

    private void example(MappedLine example) {
        lines.add("");
        lines.add(text("Line %,d ", example.line()) + "-".repeat(60));
        lines.add("before, without what is not used");
        JsonLayout.lines(example.used()).forEach(line -> lines.add("  " + line));
        lines.add("after");
        JsonLayout.lines(tree(example.event().toString())).forEach(line -> lines.add("  " + line));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes JSON", e);
        }
    }

    /** The lines that a mapping file should have. */
    private void mapping() {
        // A field that most records have stands where it is looked for, and the others are at fault.
        List<NameCount> missing = report.missing().stream()
                .filter(each -> each.records() > report.events())
                .toList();
        lines.add("");
        if (missing.isEmpty() && report.unknownEvents().isEmpty()) {
            boolean unused = !report.unusedFields().isEmpty();
            lines.add(
                    report.events() == 0
                            ? "No record becomes an event"
                            : "Every event name is known"
                                    + (unused
                                            ? "; a mapping file could keep fields that are not used (docs/formats.md)"
                                            : ""));
            return;
        }
        lines.add("Add to your mapping file (--mapping FILE; docs/formats.md says more)");
        lines.add("");
        if (!report.unknownEvents().isEmpty()) {
            lines.add("events:");
            report.unknownEvents().stream()
                    .filter(each -> !each.isRest() && each.name().equals(SafeText.of(each.name())))
                    .limit(MOST_ROWS)
                    .forEach(each -> lines.add("  " + quoted(each.name()) + ": " + type(each.name()) + "   # "
                            + Plurals.of(each.records(), "record") + "; a type such as VIEW_ITEM, or skip"));
        }
        if (!missing.isEmpty()) {
            lines.add("fields:");
            missing.forEach(each -> lines.add("  " + each.name() + ": PLACE   # " + Plurals.of(each.records(), "record")
                    + " without; instead of PLACE, name the field above that holds it"));
        }
        report.contents()
                .map(Contents::absent)
                .filter(absent -> !absent.isEmpty() && !report.unusedFields().isEmpty())
                .ifPresent(absent -> lines.add("# fields may also say where " + String.join(", ", absent) + " stand"));
    }

    /** The type with a similar name. */
    private static String type(String name) {
        return Suggestions.of(
                        name.strip().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_'), TYPES)
                .orElse(EventType.OTHER.name());
    }

    private static String quoted(String name) {
        return "\"" + SafeText.of(name).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
