package io.intentstream.evaluation.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Writes {@code report.md}. */
public final class MarkdownReport {
    private final StringBuilder out = new StringBuilder();

    private MarkdownReport() {}

    /** The report as Markdown. */
    public static String write(EvaluationReport report) {
        MarkdownReport page = new MarkdownReport();
        page.heading(1, report.title());
        page.out
                .append("Made by ")
                .append(report.code())
                .append(" with\n\n```\n")
                .append(report.command())
                .append("\n```\n\n");
        report.sections().forEach(page::section);
        if (!report.summary().isEmpty()) {
            page.summary(report);
        }
        report.runs().forEach(page::run);
        return page.out.toString();
    }

    private void summary(EvaluationReport report) {
        heading(2, "All bundles together");
        paragraph(Wording.spread(report));
        if (report.runs().get(0).hasBaselines()) {
            paragraph(Wording.STRONGEST);
        }
        for (String dataSet : report.dataSets()) {
            Map<String, List<Standing>> standings = Standing.of(report.summary(), dataSet);
            heading(3, dataSet + ", all bundles");
            strongest(standings);
            standings.forEach((vantage, all) -> {
                heading(4, "Seen from: " + vantage);
                table(Tables.comparison(all));
            });
        }
    }

    private void section(Section section) {
        heading(2, section.title());
        section.text().forEach(this::paragraph);
        table(section.table());
    }

    private void run(BundleReport run) {
        heading(2, run.heading());
        Wording.facts(run).forEach(fact -> out.append("- ").append(fact).append('\n'));
        run.notes().forEach(note -> out.append("- ").append(note).append('\n'));
        out.append('\n');
        paragraph(Wording.intervals(run));
        paragraph(Wording.FIGURES);
        if (run.hasBaselines()) {
            paragraph(Wording.STRONGEST);
        }
        run.findings().forEach(this::findings);
    }

    private void findings(Findings findings) {
        Map<String, List<Standing>> standings = Standing.of(findings);
        heading(3, findings.dataSet());
        table(Tables.overview(findings));
        strongest(standings);
        for (View view : findings.views()) {
            heading(4, "Seen from: " + view.title());
            paragraph(Wording.view(view));
            table(Tables.comparison(standings.get(view.title())));
        }
        heading(4, "Every figure of the model");
        table(Tables.everyFigure(findings));
    }

    private void strongest(Map<String, List<Standing>> standings) {
        Tables strongest = Tables.strongest(standings);
        if (!strongest.rows().isEmpty()) {
            heading(4, "Beside the strongest baselines");
            table(strongest);
        }
    }

    private void heading(int level, String text) {
        out.append("#".repeat(level)).append(' ').append(text).append("\n\n");
    }

    private void paragraph(String text) {
        out.append(text).append("\n\n");
    }

    private void table(Tables table) {
        line(table.head());
        line(Collections.nCopies(table.head().size(), "---"));
        table.rows().forEach(this::line);
        out.append('\n');
    }

    private void line(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
