package io.intentstream.offline.evaluation.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a report says, and in which order; how it is marked up is the subclasses' affair, and so are plots. */
abstract class ReportPage {
    protected final StringBuilder out = new StringBuilder();

    abstract void heading(int level, String text);

    abstract void paragraph(String text);

    abstract void list(List<String> items);

    abstract void table(Tables table);

    /** Plots of a section, where there can be plots. */
    void plots(Section section) {}

    /** Plots of the model by itself, where there can be plots. */
    void modelPlots(DataSetResults findings) {}

    /** Plots of the model beside baselines, where there can be plots. */
    void comparisonPlots(DataSetResults findings) {}

    /** All that follows the title and the command. */
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
            Map<String, List<LeaderboardRow>> standings = LeaderboardRow.of(report.summary(), dataSet);
            heading(3, dataSet + ", all bundles");
            strongest(standings);
            standings.forEach((point, all) -> {
                heading(4, "Seen from: " + point);
                table(Tables.comparison(all));
            });
        }
    }

    private void run(BundleReport run) {
        heading(2, run.heading());
        list(Stream.concat(ReportText.facts(run).stream(), run.notes().stream()).toList());
        paragraph(ReportText.intervals(run));
        paragraph(ReportText.figures(run));
        if (run.hasBaselines()) {
            paragraph(ReportText.STRONGEST);
        }
        run.findings().forEach(this::findings);
    }

    private void findings(DataSetResults findings) {
        Map<String, List<LeaderboardRow>> standings = LeaderboardRow.of(findings);
        heading(3, findings.dataSet());
        table(Tables.overview(findings));
        modelPlots(findings);
        if (strongest(standings)) {
            comparisonPlots(findings);
        }
        for (View view : findings.views()) {
            heading(4, "Seen from: " + view.title());
            paragraph(ReportText.view(view));
            table(Tables.comparison(standings.get(view.title())));
        }
        heading(4, "Every figure of the model");
        table(Tables.everyFigure(findings));
    }

    /** Says whether there are baselines to stand beside. */
    private boolean strongest(Map<String, List<LeaderboardRow>> standings) {
        Tables strongest = Tables.strongest(standings);
        if (strongest.rows().isEmpty()) {
            return false;
        }
        heading(4, "Beside the strongest baselines");
        table(strongest);
        return true;
    }
}
