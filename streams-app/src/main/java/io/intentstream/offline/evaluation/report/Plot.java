package io.intentstream.offline.evaluation.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plot of lines as inline SVG: axes from 0, a title, and a legend below. Lines differ by colour and by dashes, so that
 * they can be distinguished without colour. The page's style sheet sets the colours, light and dark.
 */
public final class Plot {
    private static final double WIDTH = 360;
    private static final double HEIGHT = 270;
    private static final double LEFT = 46;
    private static final double BOTTOM = 40;
    private static final double TOP = 10;
    private static final double RIGHT = 12;
    private static final int TICKS = 5;

    private final String title;
    private final Axis x;
    private final Axis y;
    private final StringBuilder marks = new StringBuilder();
    private final List<String> legend = new ArrayList<>();
    private int lines;

    /**
     * An axis that starts at 0.
     *
     * @param label what it shows
     * @param most the least value at which it ends; rounded up until the ticks have short labels
     * @param reversed whether 0 is at its far end
     */
    public record Axis(String label, double most, boolean reversed) {
        public Axis {
            double unit = unit(most);
            most = TICKS * Math.ceil(most / TICKS / unit - 1e-9) * unit;
        }

        private static double unit(double most) {
            return Math.pow(10, Math.floor(Math.log10(most / TICKS) + 1e-9));
        }

        /** A tick's label, with as many decimals as the ticks need. */
        String tick(double value) {
            int decimals = (int) Math.max(0, -Math.round(Math.log10(unit(most))));
            return Numbers.format("%." + decimals + "f", value);
        }

        /** An axis of shares, 0 to 1. */
        public static Axis share(String label) {
            return new Axis(label, 1, false);
        }
    }

    /** A point in the plot. */
    public record At(double x, double y) {}

    /** An empty plot. */
    public Plot(String title, Axis x, Axis y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    /** A faint line without legend, for chance or perfect calibration. */
    Plot reference(At from, At to) {
        marks.append(Numbers.format(
                "<line class=\"ref\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                left(from), top(from), left(to), top(to)));
        return this;
    }

    /** A line through these points. */
    public Plot line(String name, List<At> places, boolean dots) {
        int series = lines++ % 6;
        marks.append("<path class=\"line s" + series + "\" d=\"" + path(places) + "\"/>");
        if (dots) {
            places.forEach(place -> marks.append(Numbers.format(
                    "<circle class=\"dot s" + series + "\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\"/>",
                    left(place),
                    top(place))));
        }
        legend.add("<span><svg class=\"key\" viewBox=\"0 0 26 8\" aria-hidden=\"true\"><path class=\"line s" + series
                + "\" d=\"M1 4L25 4\"/></svg>" + HtmlReport.escape(name) + "</span>");
        return this;
    }

    /** A faint band between two lines, below the line that is drawn next. */
    Plot band(List<At> upper, List<At> lower) {
        List<At> outline = new ArrayList<>(lower);
        Collections.reverse(outline);
        outline.addAll(0, upper);
        marks.append("<path class=\"band s" + lines % 6 + "\" d=\"" + path(outline) + "Z\"/>");
        return this;
    }

    private String path(List<At> places) {
        return places.stream()
                .map(place -> Numbers.format("%.1f %.1f", left(place), top(place)))
                .collect(Collectors.joining("L", places.isEmpty() ? "" : "M", ""));
    }

    String toHtml() {
        StringBuilder out = new StringBuilder();
        out.append("<figure><figcaption>").append(HtmlReport.escape(title)).append("</figcaption>");
        out.append(Numbers.format(
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
                WIDTH, HEIGHT, HtmlReport.escape(title)));
        for (int i = 0; i <= TICKS; i++) {
            tick(out, i / (double) TICKS);
        }
        out.append(Numbers.format(
                "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, HtmlReport.escape(x.label())));
        out.append(Numbers.format(
                "<text class=\"label\" transform=\"translate(11 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, HtmlReport.escape(y.label())));
        out.append(marks).append("</svg>");
        if (legend.size() > 1) {
            out.append("<p class=\"legend\">").append(String.join(" ", legend)).append("</p>");
        }
        return out.append("</figure>").toString();
    }

    private void tick(StringBuilder out, double part) {
        At across = new At(part * x.most(), 0);
        At up = new At(x.reversed() ? x.most() : 0, part * y.most());
        out.append(Numbers.format(
                "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                LEFT, top(up), WIDTH - RIGHT, top(up)));
        out.append(Numbers.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 5, top(up) + 3.5, y.tick(up.y())));
        out.append(Numbers.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                left(across), HEIGHT - BOTTOM + 14, x.tick(across.x())));
    }

    private double left(At place) {
        double part = Math.max(0, Math.min(1, place.x() / x.most()));
        return LEFT + (x.reversed() ? 1 - part : part) * (WIDTH - LEFT - RIGHT);
    }

    private double top(At place) {
        double part = Math.max(0, Math.min(1, place.y() / y.most()));
        return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP);
    }
}
