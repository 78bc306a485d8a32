package io.intentstream.offline.evaluation.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A report, ready to be written.
 *
 * @param title what it is
 * @param command the command that makes it again
 * @param code the release that made it
 * @param sections what comes before the metrics
 * @param runs one for each bundle
 * @param summary over several bundles; empty for one
 */
public record EvaluationReport(
        String title,
        String command,
        String code,
        List<Section> sections,
        List<BundleReport> runs,
        List<SeedSummary> summary) {

    /** A report on these runs. */
    public static EvaluationReport of(String command, String code, List<BundleReport> runs) {
        return new EvaluationReport(
                "Evaluation of " + titles(runs), command, code, List.of(), runs, SeedSummary.of(runs));
    }

    /** The bundles' names. */
    public static String titles(List<BundleReport> runs) {
        return runs.stream().map(BundleReport::title).distinct().collect(Collectors.joining(", "));
    }

    /** The data sets that the summary is about. */
    List<String> dataSets() {
        return summary.stream().map(SeedSummary::dataSet).distinct().toList();
    }
}
