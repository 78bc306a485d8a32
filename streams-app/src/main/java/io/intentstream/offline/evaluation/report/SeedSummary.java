package io.intentstream.offline.evaluation.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.intentstream.offline.stats.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One row of several bundles, each measured on its own split. Leads are differences on the same split, bundle by bundle.
 *
 * @param dataSet the data set
 * @param view the evaluation point
 * @param row the model or the baseline
 * @param fittedTo what it learnt from
 * @param learntFrom from how many users and events the first of the rows learnt, in words
 * @param metrics mean and standard deviation over the bundles
 * @param lead mean and standard deviation of the model's lead; empty for the model itself
 * @param ahead in how many bundles the model is better; empty for the model itself
 */
public record SeedSummary(
        String dataSet,
        String view,
        String row,
        String fittedTo,
        String learntFrom,
        @JsonProperty("figures") Map<Metric, SeedSpread> metrics,
        Map<Metric, SeedSpread> lead,
        Map<Metric, Integer> ahead) {

    /**
     * Mean and spread over bundles.
     *
     * @param each the values, in the order of the bundles
     * @param mean their mean
     * @param deviation their standard deviation, from n - 1
     */
    public record SeedSpread(List<Double> each, double mean, double deviation) {

        static SeedSpread of(double[] values) {
            double mean = Arrays.stream(values).average().orElse(Double.NaN);
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new SeedSpread(
                    Arrays.stream(values).boxed().toList(), mean, Math.sqrt(squares / (values.length - 1)));
        }

        /** How many of these differences favour the model. */
        int inFavour(Metric metric) {
            return (int) each.stream()
                    .filter(value -> metric.moreIsBetter() ? value > 0 : value < 0)
                    .count();
        }
    }

    /** One for every data set, evaluation point and row that all runs have; none for a single run. */
    static List<SeedSummary> of(List<BundleReport> runs) {
        List<SeedSummary> summaries = new ArrayList<>();
        if (runs.size() < 2) {
            return summaries;
        }
        for (DataSetResults results : runs.get(0).results()) {
            for (View view : results.views()) {
                for (MetricRow row : view.rows()) {
                    List<MetricRow> same = runs.stream()
                            .flatMap(run -> run.find(results.dataSet(), view.id(), row).stream())
                            .toList();
                    if (same.size() == runs.size()) {
                        summaries.add(of(results, view, row, same));
                    }
                }
            }
        }
        return summaries;
    }

    private static SeedSummary of(DataSetResults results, View view, MetricRow row, List<MetricRow> rows) {
        Map<Metric, SeedSpread> metrics = new EnumMap<>(Metric.class);
        Map<Metric, SeedSpread> lead = new EnumMap<>(Metric.class);
        Map<Metric, Integer> ahead = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            metrics.put(
                    metric, spread(rows, other -> other.metrics().get(metric).value()));
            if (row.lead() != null) {
                SeedSpread leads =
                        spread(rows, other -> other.lead().get(metric).value());
                lead.put(metric, leads);
                ahead.put(metric, leads.inFavour(metric));
            }
        }
        return new SeedSummary(
                results.dataSet(), view.title(), row.title(), row.fittedTo(), row.learntFrom(), metrics, lead, ahead);
    }

    private static SeedSpread spread(List<MetricRow> rows, ToDoubleFunction<MetricRow> value) {
        return SeedSpread.of(rows.stream().mapToDouble(value).toArray());
    }
}
