package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.util.List;
import java.util.Map;

/**
 * Writes the part of a report that a terminal shows: ranking and calibration of the model and the baselines, line by line.
 * With several bundles, baselines are shown once, for all bundles together.
 */
public final class ConsoleReport {
    private static final List<Metric> SHOWN = List.of(Metric.AUROC, Metric.AVERAGE_PRECISION, Metric.CALIBRATION_ERROR);

    private final StringBuilder out = new StringBuilder();

    private ConsoleReport() {}

    /** The report as lines of text. */
    public static String write(EvaluationReport report) {
        ConsoleReport lines = new ConsoleReport();
        boolean single = report.runs().size() == 1;
        for (BundleReport run : report.runs()) {
            for (DataSetResults results : run.results()) {
                lines.out.append(Numbers.format("%s, %s:%n", run.heading(), results.dataSet()));
                lines.leaderboard(LeaderboardRow.of(results), single);
            }
            run.notes().forEach(note -> lines.out.append("  ").append(note).append('\n'));
        }
        for (String dataSet : report.dataSets()) {
            lines.out.append(
                    Numbers.format("all %d bundles, %s:%n", report.runs().size(), dataSet));
            lines.leaderboard(LeaderboardRow.of(report.summary(), dataSet), true);
        }
        return lines.out
                .append("ECE: expected calibration error in 15 bins of equal width.")
                .toString();
    }

    private void leaderboard(Map<String, List<LeaderboardRow>> leaderboard, boolean baselines) {
        leaderboard.forEach((point, all) -> {
            for (LeaderboardRow row : baselines ? all : all.subList(0, 1)) {
                out.append(Numbers.format(
                        "  %-24s %-20s %-13s", row.leads().isEmpty() ? point : "", row.title(), row.fittedTo()));
                SHOWN.forEach(metric -> out.append(Numbers.format(
                        "  %s %s",
                        metric == Metric.AVERAGE_PRECISION ? "AP" : metric.title(),
                        row.metrics().get(metric))));
                out.append('\n');
            }
        });
    }
}
