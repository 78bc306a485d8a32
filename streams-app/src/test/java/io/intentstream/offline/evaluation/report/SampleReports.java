package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.RankedScores;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Small reports: one data set, two evaluation points, a model and three baselines. */
final class SampleReports {
    private SampleReports() {}

    /** A report on one bundle. */
    static EvaluationReport single() {
        return EvaluationReport.of("evaluate --out <folder>", "intentstream 1", List.of(bundle(1, 0.8)));
    }

    /** A report on two bundles, whose model has AUROC 0.8 and 0.9. */
    static EvaluationReport several() {
        return EvaluationReport.of("evaluate", "intentstream 1", List.of(bundle(1, 0.8), bundle(2, 0.9)));
    }

    /** A report on one bundle without baselines. */
    static EvaluationReport withoutBaselines() {
        View view = view("everyEvent", "every event", List.of(model(0.8)));
        return EvaluationReport.of(
                "evaluate",
                "intentstream 1",
                List.of(bundle(1, new DataSetResults("shop.csv", List.of(view), List.of()))));
    }

    static BundleReport bundle(long seed, double auroc) {
        View everyEvent = view(
                "everyEvent",
                "every event",
                List.of(
                        model(auroc),
                        baseline("rfm", MetricRow.EVERY_EVENT, 0.6, auroc),
                        baseline("boosting", MetricRow.EVERY_EVENT, 0.7, auroc)));
        View crop = view(
                "crop5",
                "crop 5",
                List.of(
                        model(auroc),
                        baseline("boosting", MetricRow.EVERY_EVENT, 0.7, auroc),
                        baseline("boosting", "crop 5 alone", 0.85, auroc)));
        Approach.MeanScore mean = new Approach.MeanScore(30, 0.4, 0.01);
        List<Approach> approach = List.of(new Approach(0, mean, mean), new Approach(1, mean, mean));
        return bundle(seed, new DataSetResults("shop.csv", List.of(everyEvent, crop), approach));
    }

    static BundleReport bundle(long seed, DataSetResults results) {
        return new BundleReport(
                new BundleReport.Subject("shop", "1", "purchase later", "abc", 0.1, 0.3),
                new BundleReport.Protocol("all users", seed, 200),
                List.of(new BundleReport.Data("shop.csv", "clickevent-json", 12_345, 6, 8, 7, "Purchases are events.")),
                List.of(results),
                List.of("A note."));
    }

    static MetricRow model(double auroc) {
        return new MetricRow("model", "this model", MetricRow.EVERY_EVENT, "600 users", metrics(auroc), null);
    }

    /** A baseline with this AUROC; the model has another. */
    static MetricRow baseline(String id, String fittedTo, double auroc, double ofModel) {
        return new MetricRow(id, id, fittedTo, "600 users", metrics(auroc), metrics(ofModel - auroc));
    }

    private static View view(String id, String title, List<MetricRow> rows) {
        Predictions predictions =
                new Predictions(new int[] {0, 0, 1, 1}, new int[] {1, 0, 1, 0}, new double[] {2, 1, 0, -1});
        return new View(id, title, 4, 2, 2, 2, 0.5, rows, Curves.of(new RankedScores(predictions)));
    }

    /** Every metric with this value and an interval of 0.02 around it; no positive is HIGH. */
    private static Map<Metric, Estimate> metrics(double value) {
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            metrics.put(metric, new Estimate(value, value - 0.01, value + 0.01));
        }
        metrics.put(Metric.PRECISION_HIGH, new Estimate(Double.NaN, Double.NaN, Double.NaN));
        return metrics;
    }
}
