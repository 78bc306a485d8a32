package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Metric;
import java.util.List;

/** One metric of the model and the baselines, each a dot with its interval, as inline SVG. */
final class IntervalPlot {
    private static final double WIDTH = 360;
    private static final double NAMES = 150;
    private static final double ROW = 17;
    private static final double FOOT = 22;
    private static final double RIGHT = 14;

    private IntervalPlot() {}

    static String of(View view, Metric metric) {
        List<Estimate> estimates = view.rows().stream()
                .map(row -> row.metrics().get(metric))
                .filter(estimate -> Double.isFinite(estimate.value()))
                .toList();
        double low = estimates.stream().mapToDouble(Estimate::low).min().orElse(0);
        double high = estimates.stream().mapToDouble(Estimate::high).max().orElse(1);
        double margin = Math.max(0.005, 0.04 * (high - low));
        Scale scale = new Scale(low - margin, high + margin);
        double height = view.rows().size() * ROW + FOOT;
        String title = metric.title() + ", " + view.title();
        StringBuilder out = new StringBuilder("<figure><figcaption>" + title + "</figcaption>");
        out.append(
                Numbers.format("<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">", WIDTH, height, title));
        axis(out, scale, height, metric);
        for (int i = 0; i < view.rows().size(); i++) {
            row(out, view.rows().get(i), metric, scale, i);
        }
        return out.append("</svg></figure>").toString();
    }

    private record Scale(double from, double to) {
        double at(double value) {
            return NAMES + (value - from) / (to - from) * (WIDTH - NAMES - RIGHT);
        }
    }

    private static void axis(StringBuilder out, Scale scale, double height, Metric metric) {
        for (int i = 0; i <= 3; i++) {
            double value = scale.from() + (scale.to() - scale.from()) * (i + 0.5) / 4;
            out.append(Numbers.format(
                    "<line class=\"grid\" x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"%.1f\"/>",
                    scale.at(value), scale.at(value), height - FOOT));
            out.append(Numbers.format(
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                    scale.at(value), height - 7, Numbers.metric(metric, value)));
        }
    }

    private static void row(StringBuilder out, MetricRow row, Metric metric, Scale scale, int number) {
        Estimate estimate = row.metrics().get(metric);
        double y = number * ROW + ROW / 2;
        int series = row.lead() == null ? 0 : 1;
        out.append(Numbers.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\"%s>%s</text>",
                NAMES - 8,
                y + 3.5,
                row.lead() == null ? " class=\"strong\"" : "",
                HtmlReport.escape(row.title() + (row.refitted() ? ", refitted" : ""))));
        if (Double.isFinite(estimate.value())) {
            out.append(Numbers.format(
                    "<line class=\"whisker s%d\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                    series, scale.at(estimate.low()), y, scale.at(estimate.high()), y));
            out.append(Numbers.format(
                    "<circle class=\"dot s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.4\"/>",
                    series, scale.at(estimate.value()), y));
        }
    }
}
