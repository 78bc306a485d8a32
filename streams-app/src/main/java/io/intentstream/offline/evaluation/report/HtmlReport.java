package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes {@code report.html}: one self-contained page, light and dark, for screens of any width. */
public final class HtmlReport extends ReportPage {

    private HtmlReport() {}

    /** The report as a page. */
    public static String write(EvaluationReport report) {
        HtmlReport page = new HtmlReport();
        String title = escape(report.title());
        page.out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + title + "</title>\n<style>\n"
                + style() + "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n");
        page.out.append(
                "<p>Made by " + escape(report.code()) + " with</p>\n<pre>" + escape(report.command()) + "</pre>\n");
        page.body(report);
        return page.out.append("</main>\n</body>\n</html>\n").toString();
    }

    /** Text with the characters escaped that mean something in HTML. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    void plots(Section section) {
        plots(section.plots().stream().map(Plot::toHtml).toList());
    }

    @Override
    void modelPlots(DataSetResults results) {
        plots(new ModelPlots(results).all());
        paragraph(ReportText.APPROACH);
    }

    @Override
    void comparisonPlots(DataSetResults results) {
        for (Metric metric : List.of(Metric.AUROC, Metric.AVERAGE_PRECISION)) {
            plots(results.views().stream()
                    .map(view -> IntervalPlot.of(view, metric))
                    .toList());
        }
    }

    @Override
    void heading(int level, String text) {
        out.append(Numbers.format("<h%d>%s</h%d>\n", level, escape(text), level));
    }

    @Override
    void list(List<String> items) {
        out.append("<ul>\n");
        items.forEach(item -> out.append("<li>").append(escape(item)).append("</li>\n"));
        out.append("</ul>\n");
    }

    @Override
    void paragraph(String text) {
        out.append("<p>").append(escape(text)).append("</p>\n");
    }

    private void plots(List<String> plots) {
        out.append("<div class=\"plots\">\n");
        plots.forEach(plot -> out.append(plot).append('\n'));
        out.append("</div>\n");
    }

    @Override
    void table(ReportTable table) {
        out.append("<div class=\"scroll\"><table>\n<thead><tr>");
        table.head()
                .forEach(cell ->
                        out.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            out.append("<tr><th scope=\"row\">").append(escape(row.get(0))).append("</th>");
            row.subList(1, row.size())
                    .forEach(cell -> out.append("<td>").append(stacked(cell)).append("</td>"));
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    /** A cell with the interval below the metric, so that wide tables fit. */
    private static String stacked(String cell) {
        int interval = cell.indexOf('(');
        return interval < 0
                ? escape(cell)
                : escape(cell.substring(0, interval)) + "<small>" + escape(cell.substring(interval)) + "</small>";
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
