package io.intentstream.cli.command;

import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.SkippedText;
import io.intentstream.offline.replay.IngestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what of a recording was left out: unusable records, malformed lines, damaged parts, and what was skipped. */
final class LeftOutText {
    private LeftOutText() {}

    /** Lines for the console; none when nothing was left out. */
    static List<String> of(IngestReport report) {
        List<String> details = details(report);
        if (details.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Left out: " + counts(report));
        lines.addAll(details);
        return lines;
    }

    /** Such as {@code 2 unusable records (1 of them without a usable time), 1 malformed line, 0 damaged parts}. */
    static String counts(IngestReport report) {
        return String.format(
                Locale.ROOT,
                "%s (%,d of them without a usable time), %s, %s",
                Plurals.of(report.rejections(), "unusable record"),
                report.withoutUsableTime(),
                Plurals.of(report.malformed(), "malformed line"),
                Plurals.of(report.corrupt(), "damaged part"));
    }

    /** One indented line for what was skipped, for each reason, and for each place. */
    static List<String> details(IngestReport report) {
        List<String> lines = new ArrayList<>();
        if (report.skips() > 0) {
            lines.add("  " + SkippedText.of(report.skipped()));
        }
        report.rejected().forEach((reason, count) -> lines.add("  " + reason + " " + count));
        report.places().forEach(place -> lines.add("  " + place));
        return lines;
    }
}
