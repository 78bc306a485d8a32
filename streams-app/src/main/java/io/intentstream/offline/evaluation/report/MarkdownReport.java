package io.intentstream.offline.evaluation.report;

import java.util.Collections;
import java.util.List;

/** Writes {@code report.md}. */
public final class MarkdownReport extends ReportPage {

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
        page.body(report);
        return page.out.toString();
    }

    @Override
    void heading(int level, String text) {
        out.append("#".repeat(level)).append(' ').append(text).append("\n\n");
    }

    @Override
    void paragraph(String text) {
        out.append(text).append("\n\n");
    }

    @Override
    void list(List<String> items) {
        items.forEach(item -> out.append("- ").append(item).append('\n'));
        out.append('\n');
    }

    @Override
    void table(ReportTable table) {
        line(table.head());
        line(Collections.nCopies(table.head().size(), "---"));
        table.rows().forEach(this::line);
        out.append('\n');
    }

    private void line(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
