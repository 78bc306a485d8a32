package io.intentstream.benchmarks.harness;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars on a logarithmic scale; a whisker spans the lowest to the highest round.
 *
 * @param title what the bars measure
 * @param bars from top to bottom
 */
record BarPlot(String title, List<Bar> bars) {
    private static final int LABEL_WIDTH = 250;
    private static final int WIDTH = 520;
    private static final int ROW = 28;
    private static final int TOP = 40;

    /** One bar. */
    record Bar(String label, Spread value) {}

    String toSvg() {
        double highest =
                bars.stream().mapToDouble(bar -> bar.value.high()).max().orElse(1);
        double lowest = bars.stream().mapToDouble(bar -> bar.value.low()).min().orElse(1);
        double from = Math.pow(10, Math.floor(Math.log10(lowest)));
        double perDecade = WIDTH / Math.log10(highest / from);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<text x=\"%d\" y=\"20\" font-size=\"14\">%s (logarithmic)</text>%n",
                LABEL_WIDTH + WIDTH + 90,
                TOP + ROW * bars.size() + 10,
                LABEL_WIDTH,
                title));
        for (int i = 0; i < bars.size(); i++) {
            svg.append(row(bars.get(i), TOP + ROW * i, from, perDecade));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String row(Bar bar, int y, double from, double perDecade) {
        double end = LABEL_WIDTH + Math.log10(bar.value.median() / from) * perDecade;
        double low = LABEL_WIDTH + Math.log10(bar.value.low() / from) * perDecade;
        double high = LABEL_WIDTH + Math.log10(bar.value.high() / from) * perDecade;
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#4878a8\"/>"
                        + "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#222\"/>"
                        + "<text x=\"%.1f\" y=\"%d\">%,.0f</text>%n",
                LABEL_WIDTH - 8,
                y + 13,
                bar.label,
                LABEL_WIDTH,
                y,
                end - LABEL_WIDTH,
                low,
                high,
                y + 9,
                y + 9,
                Math.max(end, high) + 6,
                y + 13,
                bar.value.median());
    }
}
