package io.intentstream.offline.backtest;

import io.intentstream.offline.evaluation.report.ReportTable;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.MetricEstimates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The section of a report that compares two bundles on the same events. */
final class PairwiseSection {
    private PairwiseSection() {}

    static Section of(String first, MetricEstimates ofFirst, String second, MetricEstimates ofSecond) {
        Map<Metric, Estimate> lead = ofFirst.leadOver(ofSecond);
        Map<Metric, Estimate> firsts = ofFirst.all();
        Map<Metric, Estimate> seconds = ofSecond.all();
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Estimate difference = lead.get(metric);
            rows.add(List.of(
                    metric.title(),
                    number(firsts.get(metric).value()),
                    number(seconds.get(metric).value()),
                    signed(difference.value()) + " (" + signed(difference.low()) + " to " + signed(difference.high())
                            + ")",
                    result(metric, difference, first, second)));
        }
        return new Section(
                first + " against " + second,
                List.of(
                        "A difference is the first's metric less the second's, with its paired 95 % interval.",
                        "Both scored the same events, each as it would have been served, and the interval draws the same users"
                                + " for both. An interval that leaves out 0 tells the two apart. MEDIUM and HIGH are each"
                                + " model's own bands."),
                new ReportTable(List.of("every event", first, second, "difference", "better"), rows),
                List.of(),
                lead);
    }

    private static String result(Metric metric, Estimate difference, String first, String second) {
        if (!difference.isClear()) {
            return "not told apart";
        }
        return difference.value() > 0 == metric.moreIsBetter() ? first : second;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + number(value).replace('-', '−');
    }
}
