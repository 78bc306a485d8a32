package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.util.List;
import java.util.Map;

/**
 * Writes what a terminal shows of a report: ranking and calibration of the model and of baselines, line by line. Of
 * several bundles, baselines are shown once, for all bundles together.
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
            for (DataSetResults findings : run.findings()) {
                lines.out.append(Numbers.format("%s, %s:%n", run.heading(), findings.dataSet()));
                lines.standings(LeaderboardRow.of(findings), single);
            }
            run.notes().forEach(note -> lines.out.append("  ").append(note).append('\n'));
        }
        for (String dataSet : report.dataSets()) {
            lines.out.append(
                    Numbers.format("all %d bundles, %s:%n", report.runs().size(), dataSet));
            lines.standings(LeaderboardRow.of(report.summary(), dataSet), true);
        }
        return lines.out
                .append("ECE: expected calibration error in 15 bins of equal width.")
                .toString();
    }

    private void standings(Map<String, List<LeaderboardRow>> standings, boolean baselines) {
        standings.forEach((point, all) -> {
            for (LeaderboardRow standing : baselines ? all : all.subList(0, 1)) {
                out.append(Numbers.format(
                        "  %-11s %-20s %-13s",
                        standing.leads().isEmpty() ? point : "", standing.title(), standing.fittedTo()));
                SHOWN.forEach(figure -> out.append(Numbers.format(
                        "  %s %s",
                        figure == Metric.AVERAGE_PRECISION ? "AP" : figure.title(),
                        standing.figures().get(figure))));
                out.append('\n');
            }
        });
    }
}
