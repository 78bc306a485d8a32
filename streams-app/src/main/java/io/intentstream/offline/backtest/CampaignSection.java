package io.intentstream.offline.backtest;

import io.intentstream.offline.evaluation.report.Plot;
import io.intentstream.offline.evaluation.report.ReportTable;
import io.intentstream.offline.evaluation.report.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The section of a report on the effect of acting on a bundle's score. */
final class CampaignSection {
    private final BundleRun run;
    private final List<CampaignSimulation.CampaignRow> rows;

    private CampaignSection(BundleRun run) {
        this.run = run;
        this.rows = run.campaign().rows();
    }

    /**
     * The section's metrics for {@code report.json}.
     *
     * @param bundle name and version
     * @param days UTC days over which the mean is taken
     * @param strayDays UTC days left out of the mean: they have less than a tenth of the busiest day's events
     * @param orders orders on all days
     * @param thresholds the effect of each threshold
     */
    private record CampaignMetrics(
            String bundle, int days, int strayDays, long orders, List<CampaignSimulation.CampaignRow> thresholds) {}

    static Section of(BundleRun run) {
        return new CampaignSection(run).build();
    }

    private Section build() {
        return new Section(
                "Acting on the score of " + run.title(),
                List.of(
                        ordersAndDays(),
                        "A user is targeted at most once a day (UTC), at the first score of the day that reaches the"
                                + " threshold; precision is the part of those targeted, as many as are told beside it, whom"
                                + " a purchase followed within the horizon.",
                        "Caught before checkout: the part of all orders whose user had reached the threshold before the"
                                + " first checkout step, or before the purchase where no such step was recorded. Lead time"
                                + " runs from the first score that reaches the threshold to the purchase. Both look at the"
                                + " scores from which the horizon reaches the purchase and which came after the order"
                                + " before. Purchases that directly follow one another are one order, and one that arrived"
                                + " late counts when it happened.",
                        "In brackets: 95 % intervals, in which a user's targetings, and orders, count as belonging"
                                + " together; none where nothing, or everything, came true."),
                table(),
                List.of(precisionAndReach(), usersPerDay()),
                new CampaignMetrics(
                        run.title(),
                        run.campaign().days(),
                        run.campaign().strayDays(),
                        run.campaign().orders(),
                        rows));
    }

    private String ordersAndDays() {
        int strays = run.campaign().strayDays();
        return String.format(
                        Locale.ROOT,
                        "Orders: %,d. Days (UTC): %,d",
                        run.campaign().orders(),
                        run.campaign().days())
                + (strays == 0
                        ? "."
                        : String.format(
                                Locale.ROOT,
                                "; %,d more have less than a tenth of the events of the busiest one each, and are not in"
                                        + " the means a day.",
                                strays));
    }

    private ReportTable table() {
        return new ReportTable(
                List.of(
                        "threshold",
                        "users targeted a day",
                        "precision",
                        "orders caught before checkout",
                        "median lead time"),
                rows.stream()
                        .map(row -> List.of(
                                BigDecimal.valueOf(row.threshold())
                                                .stripTrailingZeros()
                                                .toPlainString()
                                        + band(row.threshold()),
                                String.format(Locale.ROOT, "%,.1f", row.usersPerDay()),
                                percent(row.precision(), row.precisionMargin())
                                        + (row.judged() == 0
                                                ? ""
                                                : String.format(Locale.ROOT, " of %,d", row.judged())),
                                percent(row.caught(), row.caughtMargin()),
                                inWords(row.medianLeadSeconds())))
                        .toList());
    }

    private String band(double threshold) {
        if (threshold == run.manifest().thresholds().high()) {
            return " (HIGH)";
        }
        return threshold == run.manifest().thresholds().medium() ? " (MEDIUM)" : "";
    }

    private static String percent(double part, double margin) {
        if (!Double.isFinite(part)) {
            return "–";
        }
        String interval = Double.isFinite(margin)
                ? String.format(
                        Locale.ROOT, " (%.1f–%.1f)", 100 * Math.max(0, part - margin), 100 * Math.min(1, part + margin))
                : "";
        return String.format(Locale.ROOT, "%.1f %%%s", 100 * part, interval);
    }

    private static String inWords(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "–";
        }
        Duration time = Duration.ofSeconds(Math.round(seconds));
        if (time.toHours() >= 48) {
            return time.toDays() + " days";
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    private Plot precisionAndReach() {
        Plot plot = new Plot(
                "Precision, and orders caught, by threshold", Plot.Axis.share("threshold"), Plot.Axis.share("part"));
        line(plot, "precision", CampaignSimulation.CampaignRow::precision);
        line(plot, "orders caught before checkout", CampaignSimulation.CampaignRow::caught);
        return plot;
    }

    private Plot usersPerDay() {
        double most = rows.stream()
                .mapToDouble(CampaignSimulation.CampaignRow::usersPerDay)
                .max()
                .orElse(1);
        Plot plot = new Plot(
                "Users targeted a day, by threshold",
                Plot.Axis.share("threshold"),
                new Plot.Axis("users a day", Math.max(1, most), false));
        line(plot, "users", CampaignSimulation.CampaignRow::usersPerDay);
        return plot;
    }

    private void line(Plot plot, String name, ToDoubleFunction<CampaignSimulation.CampaignRow> value) {
        plot.line(
                name,
                rows.stream()
                        .filter(row -> Double.isFinite(value.applyAsDouble(row)))
                        .map(row -> new Plot.At(row.threshold(), value.applyAsDouble(row)))
                        .toList(),
                true);
    }
}
