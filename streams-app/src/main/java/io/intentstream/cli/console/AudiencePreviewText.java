package io.intentstream.cli.console;

import io.intentstream.offline.audience.AudiencePreview;
import io.intentstream.offline.audience.AudiencePreview.Day;
import io.intentstream.offline.audience.AudiencePreview.Finding;
import io.intentstream.offline.audience.AudiencePreview.Overlap;
import io.intentstream.offline.audience.AudiencePreview.Purchases;
import io.intentstream.offline.evaluation.report.ReportTable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats a preview of audiences for a terminal. */
public final class AudiencePreviewText {
    /** Fewer entries say little about purchases. */
    static final int ENOUGH_ENTRIES = 30;

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int MOST_DAYS = 60;
    private static final int MOST_OVERLAPS = 10;
    private static final int BAR_WIDTH = 20;

    private AudiencePreviewText() {}

    /** The lines of the preview. */
    public static List<String> lines(AudiencePreview preview) {
        List<String> lines = new ArrayList<>();
        lines.add("Audiences over " + Plurals.of(preview.users(), "user"));
        TextTable.lines(summary(preview)).forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.add("Size at the end of each day (UTC)" + period(preview));
        preview.audiences().forEach(audience -> lines.add("  " + sizes(audience, nameWidth(preview))));
        lines.add("");
        lines.addAll(purchases(preview));
        lines.add("");
        lines.addAll(overlaps(preview.overlaps()));
        return lines;
    }

    private static ReportTable summary(AudiencePreview preview) {
        List<List<String>> rows = new ArrayList<>();
        for (Finding audience : preview.audiences()) {
            rows.add(List.of(
                    audience.name(),
                    count(audience.users()),
                    count(audience.entered()),
                    count(audience.left()),
                    count(audience.members()),
                    aDay(audience.entered(), audience.days().size()),
                    audience.medianStayMillis() == null
                            ? "-"
                            : RecordLine.inWords(Duration.ofMillis(audience.medianStayMillis()))));
        }
        return new ReportTable(
                List.of("", "users", "entered", "left", "members at the end", "entered a day", "median stay"), rows);
    }

    private static String aDay(long entered, int days) {
        double mean = entered / (double) Math.max(1, days);
        return String.format(Locale.ROOT, mean < 10 ? "%,.1f" : "%,.0f", mean);
    }

    private static String period(AudiencePreview preview) {
        List<Day> days = preview.audiences().isEmpty()
                ? List.of()
                : lastDays(preview.audiences().get(0));
        return days.isEmpty()
                ? ""
                : ", " + days.get(0).date() + " to " + days.get(days.size() - 1).date();
    }

    private static List<Day> lastDays(Finding audience) {
        List<Day> days = audience.days();
        return days.subList(Math.max(0, days.size() - MOST_DAYS), days.size());
    }

    private static int nameWidth(AudiencePreview preview) {
        return preview.audiences().stream()
                .mapToInt(audience -> audience.name().length())
                .max()
                .orElse(0);
    }

    /** One bar for each day, the largest as high as a line. */
    private static String sizes(Finding audience, int width) {
        List<Day> days = lastDays(audience);
        long most = days.stream().mapToLong(Day::members).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (Day day : days) {
            bars.append(day.members() == 0 ? ' ' : BARS.charAt((int) ((day.members() * BARS.length() - 1) / most)));
        }
        LocalDate peak = days.stream()
                .filter(day -> day.members() == most)
                .map(Day::date)
                .findFirst()
                .orElse(null);
        return String.format(Locale.ROOT, "%-" + width + "s  %s", audience.name(), bars)
                + (most == 0 ? "never has a member" : "  most: " + count(most) + " on " + peak);
    }

    private static List<String> purchases(AudiencePreview preview) {
        List<List<String>> rows = new ArrayList<>();
        double largest = preview.audiences().stream()
                .map(Finding::purchases)
                .mapToDouble(purchases -> purchases.share() == null ? 0 : purchases.share())
                .max()
                .orElse(0);
        for (Finding audience : preview.audiences()) {
            Purchases purchases = audience.purchases();
            rows.add(List.of(
                    audience.name(),
                    count(purchases.entries()),
                    percent(purchases.share()),
                    percent(purchases.everybody()),
                    purchases.lift() == null ? "-" : String.format(Locale.ROOT, "%.1f x", purchases.lift()),
                    bar(purchases, largest)));
        }
        List<String> lines = new ArrayList<>();
        lines.add("Purchases within 24 h of entering, against everybody who was active on the same days");
        TextTable.lines(new ReportTable(List.of("", "entries", "bought", "everybody", "times as often", ""), rows))
                .forEach(line -> lines.add("  " + line.stripTrailing()));
        return lines;
    }

    private static String bar(Purchases purchases, double largest) {
        if (purchases.share() == null || largest == 0) {
            return " ".repeat(BAR_WIDTH);
        }
        String bar = "█".repeat((int) Math.round(purchases.share() / largest * BAR_WIDTH));
        String padded = bar + " ".repeat(BAR_WIDTH - bar.length());
        return purchases.entries() < ENOUGH_ENTRIES ? "too few entries to tell" : padded;
    }

    private static List<String> overlaps(List<Overlap> overlaps) {
        if (overlaps.isEmpty()) {
            return List.of("No two audiences have common members");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Common members, in the share of the smaller audience's users"
                + (overlaps.size() > MOST_OVERLAPS ? ": the largest " + MOST_OVERLAPS + " of " + overlaps.size() : ""));
        for (Overlap overlap : overlaps.subList(0, Math.min(MOST_OVERLAPS, overlaps.size()))) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %4.0f %%  of %s are in %s too (%s)",
                    100 * overlap.share(),
                    overlap.smaller(),
                    overlap.larger(),
                    Plurals.of(overlap.users(), "user")));
        }
        return lines;
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
