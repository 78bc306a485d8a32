package io.intentstream.evaluation.report;

import java.util.Collections;
import java.util.List;

/** Writes {@code report.md}. */
public final class MarkdownReport {
    private final StringBuilder out = new StringBuilder();

    private MarkdownReport() {}

    /** The report as Markdown. */
    public static String write(EvaluationReport report) {
        MarkdownReport page = new MarkdownReport();
        page.heading(1, Wording.title(report));
        page.out
                .append("Made by ")
                .append(report.code())
                .append(" with\n\n```\n")
                .append(report.command())
                .append("\n```\n\n");
        if (!report.summary().isEmpty()) {
            page.heading(2, "All bundles together");
            page.paragraph(Numbers.format(Wording.SPREAD, report.runs().size()));
            page.table(Tables.summary(report.summary()));
        }
        report.runs().forEach(page::run);
        return page.out.toString();
    }

    private void run(BundleReport run) {
        heading(2, run.title() + ", seed " + run.data().seed());
        Wording.facts(run).forEach(fact -> out.append("- ").append(fact).append('\n'));
        run.notes().forEach(note -> out.append("- ").append(note).append('\n'));
        out.append('\n');
        heading(3, "At a glance");
        table(Tables.overview(run));
        paragraph(Wording.intervals(run));
        for (View view : run.views()) {
            heading(3, "Seen from: " + view.title());
            paragraph(Wording.view(view));
            table(Tables.comparison(view));
        }
        heading(3, "Every figure of the model");
        table(Tables.everyFigure(run));
        paragraph(Wording.FIGURES);
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
