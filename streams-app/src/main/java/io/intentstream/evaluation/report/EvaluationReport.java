package io.intentstream.evaluation.report;

import java.util.List;

/**
 * A report, ready to be written.
 *
 * @param command what to type to get it again
 * @param code the release that made it
 * @param runs one for each bundle
 * @param summary over several bundles; empty for one
 */
public record EvaluationReport(String command, String code, List<BundleReport> runs, List<Summary> summary) {

    /** A report on these runs. */
    public static EvaluationReport of(String command, String code, List<BundleReport> runs) {
        return new EvaluationReport(command, code, runs, Summary.of(runs));
    }

    /** The data sets that the summary is about. */
    List<String> dataSets() {
        return summary.stream().map(Summary::dataSet).distinct().toList();
    }
}
