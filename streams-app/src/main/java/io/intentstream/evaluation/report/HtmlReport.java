package io.intentstream.evaluation.report;

import io.intentstream.metric.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes {@code report.html}: one page that needs nothing else, in light and dark, for screens of any width. */
public final class HtmlReport {
    private final StringBuilder out = new StringBuilder();

    private HtmlReport() {}

    /** The report as a page. */
    public static String write(EvaluationReport report) {
        HtmlReport page = new HtmlReport();
        String title = escape(Wording.title(report));
        page.out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + title + "</title>\n<style>\n"
                + style() + "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n");
        page.out.append(
                "<p>Made by " + escape(report.code()) + " with</p>\n<pre>" + escape(report.command()) + "</pre>\n");
        if (!report.summary().isEmpty()) {
            page.out.append("<h2>All bundles together</h2>\n");
            page.paragraph(Numbers.format(Wording.SPREAD, report.runs().size()));
            page.table(Tables.summary(report.summary()));
        }
        report.runs().forEach(page::run);
        return page.out.append("</main>\n</body>\n</html>\n").toString();
    }

    /** Text as it must stand in a page. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void run(BundleReport run) {
        out.append("<h2>" + escape(run.title()) + ", seed " + run.data().seed() + "</h2>\n");
        table(Tables.overview(run));
        paragraph(Wording.intervals(run));
        plots(new ModelPlots(run).all());
        paragraph(Wording.APPROACH);
        if (run.views().stream().anyMatch(view -> view.rows().size() > 1)) {
            out.append("<h3>Beside the baselines</h3>\n");
            for (Figure figure : List.of(Figure.AUROC, Figure.AVERAGE_PRECISION)) {
                plots(run.views().stream()
                        .map(view -> IntervalPlot.of(view, figure))
                        .toList());
            }
        }
        for (View view : run.views()) {
            out.append("<h3>Seen from: " + escape(view.title()) + "</h3>\n");
            paragraph(Wording.view(view));
            table(Tables.comparison(view));
        }
        out.append("<h3>Every figure of the model</h3>\n");
        table(Tables.everyFigure(run));
        paragraph(Wording.FIGURES);
        out.append("<h3>What was measured, and how</h3>\n<ul>\n");
        Wording.facts(run).forEach(this::item);
        run.notes().forEach(this::item);
        out.append("</ul>\n");
    }

    private void item(String text) {
        out.append("<li>").append(escape(text)).append("</li>\n");
    }

    private void paragraph(String text) {
        out.append("<p>").append(escape(text)).append("</p>\n");
    }

    private void plots(List<String> plots) {
        out.append("<div class=\"plots\">\n");
        plots.forEach(plot -> out.append(plot).append('\n'));
        out.append("</div>\n");
    }

    private void table(Tables table) {
        out.append("<div class=\"scroll\"><table>\n<thead><tr>");
        table.head()
                .forEach(cell ->
                        out.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            out.append("<tr><th scope=\"row\">").append(escape(row.get(0))).append("</th>");
            row.subList(1, row.size())
                    .forEach(cell -> out.append("<td>").append(escape(cell)).append("</td>"));
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
