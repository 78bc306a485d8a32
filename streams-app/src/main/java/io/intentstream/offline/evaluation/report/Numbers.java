package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.util.Locale;

/** How numbers are written for people: a dash where a figure is not defined. */
final class Numbers {
    private Numbers() {}

    static String figure(Metric figure, double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return format(
                switch (figure) {
                    case LOG_LOSS, BRIER, CALIBRATION_ERROR -> "%.4f";
                    case LIFT_1, LIFT_5, LIFT_10 -> "%.2f";
                    default -> "%.3f";
                },
                value);
    }

    static String withInterval(Metric figure, Estimate estimate) {
        return figure(figure, estimate.value()) + " (" + figure(figure, estimate.low()) + " to "
                + figure(figure, estimate.high()) + ")";
    }

    /** A difference, with its sign. */
    static String difference(Metric figure, Estimate estimate) {
        return signed(figure, estimate.value()) + " (" + signed(figure, estimate.low()) + " to "
                + signed(figure, estimate.high()) + ")";
    }

    static String signed(Metric figure, double value) {
        return (value > 0 ? "+" : "") + figure(figure, value).replace('-', '−');
    }

    static String spread(Metric figure, SeedSummary.SeedSpread spread) {
        return figure(figure, spread.mean()) + " ± " + figure(figure, spread.deviation());
    }

    static String signedSpread(Metric figure, SeedSummary.SeedSpread spread) {
        return signed(figure, spread.mean()) + " ± " + figure(figure, spread.deviation());
    }

    static String percent(double part) {
        return format("%.1f %%", 100 * part);
    }

    static String count(long number) {
        return format("%,d", number);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
