package io.intentstream.offline.evaluation.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The content of a report and its order. Subclasses write the markup, and plots where the markup allows them. */
abstract class ReportPage {
    protected final StringBuilder out = new StringBuilder();

    abstract void heading(int level, String text);

    abstract void paragraph(String text);

    abstract void list(List<String> items);

    abstract void table(ReportTable table);

    /** Plots of a section; none by default. */
    void plots(Section section) {}

    /** Plots of the model alone; none by default. */
    void modelPlots(DataSetResults results) {}

    /** Plots that compare the model with baselines; none by default. */
    void comparisonPlots(DataSetResults results) {}

    /** Everything after the title and the command. */
    final void body(EvaluationReport report) {
        report.sections().forEach(this::section);
        if (!report.summary().isEmpty()) {
            summary(report);
        }
        report.runs().forEach(this::run);
    }

    private void section(Section section) {
        heading(2, section.title());
        section.text().forEach(this::paragraph);
        table(section.table());
        plots(section);
    }

    private void summary(EvaluationReport report) {
        heading(2, "All bundles together");
        paragraph(ReportText.spread(report));
        if (report.runs().get(0).hasBaselines()) {
            paragraph(ReportText.STRONGEST);
        }
        for (String dataSet : report.dataSets()) {
            Map<String, List<LeaderboardRow>> leaderboard = LeaderboardRow.of(report.summary(), dataSet);
            heading(3, dataSet + ", all bundles");
            strongest(leaderboard);
            leaderboard.forEach((point, all) -> {
                heading(4, "Evaluation point: " + point);
                table(ReportTable.comparison(all));
            });
        }
    }

    private void run(BundleReport run) {
        heading(2, run.heading());
        list(Stream.concat(ReportText.facts(run).stream(), run.notes().stream()).toList());
        paragraph(ReportText.intervals(run));
        paragraph(ReportText.metrics(run));
        if (run.hasBaselines()) {
            paragraph(ReportText.STRONGEST);
        }
        run.results().forEach(this::results);
    }

    private void results(DataSetResults results) {
        Map<String, List<LeaderboardRow>> leaderboard = LeaderboardRow.of(results);
        heading(3, results.dataSet());
        table(ReportTable.overview(results));
        modelPlots(results);
        if (strongest(leaderboard)) {
            comparisonPlots(results);
        }
        for (View view : results.views()) {
            heading(4, "Evaluation point: " + view.title());
            paragraph(ReportText.view(view));
            table(ReportTable.comparison(leaderboard.get(view.title())));
        }
        heading(4, "Every metric of the model");
        table(ReportTable.everyMetric(results));
    }

    /** Returns whether there are baselines. */
    private boolean strongest(Map<String, List<LeaderboardRow>> leaderboard) {
        ReportTable strongest = ReportTable.strongest(leaderboard);
        if (strongest.rows().isEmpty()) {
            return false;
        }
        heading(4, "Compared with the strongest baselines");
        table(strongest);
        return true;
    }
}
