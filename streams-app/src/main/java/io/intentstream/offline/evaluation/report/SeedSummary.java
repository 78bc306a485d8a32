package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A row of several bundles, each measured on its own split, taken together. Leads are differences on the same split,
 * bundle by bundle.
 *
 * @param dataSet on which data set
 * @param view from which vantage
 * @param row whose figures
 * @param fittedTo what it learnt from
 * @param figures mean and standard deviation over the bundles
 * @param lead of how much the model leads, the same; empty for the model itself
 * @param ahead in how many bundles the model does better; empty for the model itself
 */
public record SeedSummary(
        String dataSet,
        String view,
        String row,
        String fittedTo,
        Map<Metric, SeedSpread> figures,
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

        /** How many of these differences speak for the model. */
        int inFavour(Metric figure) {
            return (int) each.stream()
                    .filter(value -> figure.moreIsBetter() ? value > 0 : value < 0)
                    .count();
        }
    }

    /** One for every data set, vantage and row that all runs have; none for a single run. */
    static List<SeedSummary> of(List<BundleReport> runs) {
        List<SeedSummary> summaries = new ArrayList<>();
        if (runs.size() < 2) {
            return summaries;
        }
        for (DataSetResults findings : runs.get(0).findings()) {
            for (View view : findings.views()) {
                for (MetricRow row : view.rows()) {
                    List<MetricRow> same = runs.stream()
                            .flatMap(run -> run.find(findings.dataSet(), view.id(), row).stream())
                            .toList();
                    if (same.size() == runs.size()) {
                        summaries.add(of(findings, view, row, same));
                    }
                }
            }
        }
        return summaries;
    }

    private static SeedSummary of(DataSetResults findings, View view, MetricRow row, List<MetricRow> rows) {
        Map<Metric, SeedSpread> figures = new EnumMap<>(Metric.class);
        Map<Metric, SeedSpread> lead = new EnumMap<>(Metric.class);
        Map<Metric, Integer> ahead = new EnumMap<>(Metric.class);
        for (Metric figure : Metric.values()) {
            figures.put(
                    figure, spread(rows, other -> other.figures().get(figure).value()));
            if (row.lead() != null) {
                SeedSpread leads =
                        spread(rows, other -> other.lead().get(figure).value());
                lead.put(figure, leads);
                ahead.put(figure, leads.inFavour(figure));
            }
        }
        return new SeedSummary(findings.dataSet(), view.title(), row.title(), row.fittedTo(), figures, lead, ahead);
    }

    private static SeedSpread spread(List<MetricRow> rows, ToDoubleFunction<MetricRow> value) {
        return SeedSpread.of(rows.stream().mapToDouble(value).toArray());
    }
}
