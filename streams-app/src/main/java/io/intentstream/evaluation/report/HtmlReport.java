package io.intentstream.evaluation.report;

import io.intentstream.metric.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes {@code report.html}: one page that needs nothing else, in light and dark, for screens of any width. */
public final class HtmlReport {
    private final StringBuilder out = new StringBuilder();

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
        report.sections().forEach(page::section);
        if (!report.summary().isEmpty()) {
            page.summary(report);
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

    private void summary(EvaluationReport report) {
        out.append("<h2>All bundles together</h2>\n");
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
        plots(section.plots().stream().map(Plot::toHtml).toList());
    }

    private void run(BundleReport run) {
        heading(2, run.heading());
        out.append("<ul>\n");
        Wording.facts(run).forEach(this::item);
        run.notes().forEach(this::item);
        out.append("</ul>\n");
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
        plots(new ModelPlots(findings).all());
        paragraph(Wording.APPROACH);
        strongest(standings);
        if (!Tables.strongest(standings).rows().isEmpty()) {
            for (Figure figure : List.of(Figure.AUROC, Figure.AVERAGE_PRECISION)) {
                plots(findings.views().stream()
                        .map(view -> IntervalPlot.of(view, figure))
                        .toList());
            }
        }
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
        out.append(Numbers.format("<h%d>%s</h%d>\n", level, escape(text), level));
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
                    .forEach(cell -> out.append("<td>").append(stacked(cell)).append("</td>"));
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    /** A cell with its interval under the figure, so that wide tables fit. */
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
