package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Metric;
import java.util.Locale;

/** Writes numbers for people: a dash where a metric is not defined. */
final class Numbers {
    private Numbers() {}

    static String metric(Metric metric, double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return format(
                switch (metric) {
                    case LOG_LOSS, BRIER, CALIBRATION_ERROR -> "%.4f";
                    case LIFT_1, LIFT_5, LIFT_10 -> "%.2f";
                    default -> "%.3f";
                },
                value);
    }

    static String withInterval(Metric metric, Estimate estimate) {
        return metric(metric, estimate.value()) + " (" + metric(metric, estimate.low()) + " to "
                + metric(metric, estimate.high()) + ")";
    }

    /** A difference, with its sign. */
    static String difference(Metric metric, Estimate estimate) {
        return signed(metric, estimate.value()) + " (" + signed(metric, estimate.low()) + " to "
                + signed(metric, estimate.high()) + ")";
    }

    static String signed(Metric metric, double value) {
        return (value > 0 ? "+" : "") + metric(metric, value).replace('-', '−');
    }

    static String spread(Metric metric, SeedSummary.SeedSpread spread) {
        return metric(metric, spread.mean()) + " ± " + metric(metric, spread.deviation());
    }

    static String signedSpread(Metric metric, SeedSummary.SeedSpread spread) {
        return signed(metric, spread.mean()) + " ± " + metric(metric, spread.deviation());
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
