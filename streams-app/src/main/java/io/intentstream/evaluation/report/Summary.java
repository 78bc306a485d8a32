package io.intentstream.evaluation.report;

import io.intentstream.metric.Figure;
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
public record Summary(
        String dataSet,
        String view,
        String row,
        String fittedTo,
        Map<Figure, Spread> figures,
        Map<Figure, Spread> lead,
        Map<Figure, Integer> ahead) {

    /**
     * Mean and spread over bundles.
     *
     * @param each the values, in the order of the bundles
     * @param mean their mean
     * @param deviation their standard deviation, from n - 1
     */
    public record Spread(List<Double> each, double mean, double deviation) {

        static Spread of(double[] values) {
            double mean = Arrays.stream(values).average().orElse(Double.NaN);
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Spread(Arrays.stream(values).boxed().toList(), mean, Math.sqrt(squares / (values.length - 1)));
        }

        /** How many of these differences speak for the model. */
        int inFavour(Figure figure) {
            return (int) each.stream()
                    .filter(value -> figure.moreIsBetter() ? value > 0 : value < 0)
                    .count();
        }
    }

    /** One for every data set, vantage and row that all runs have; none for a single run. */
    static List<Summary> of(List<BundleReport> runs) {
        List<Summary> summaries = new ArrayList<>();
        if (runs.size() < 2) {
            return summaries;
        }
        for (Findings findings : runs.get(0).findings()) {
            for (View view : findings.views()) {
                for (Row row : view.rows()) {
                    List<Row> same = runs.stream()
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

    private static Summary of(Findings findings, View view, Row row, List<Row> rows) {
        Map<Figure, Spread> figures = new EnumMap<>(Figure.class);
        Map<Figure, Spread> lead = new EnumMap<>(Figure.class);
        Map<Figure, Integer> ahead = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            figures.put(
                    figure, spread(rows, other -> other.figures().get(figure).value()));
            if (row.lead() != null) {
                Spread leads = spread(rows, other -> other.lead().get(figure).value());
                lead.put(figure, leads);
                ahead.put(figure, leads.inFavour(figure));
            }
        }
        return new Summary(findings.dataSet(), view.title(), row.title(), row.fittedTo(), figures, lead, ahead);
    }

    private static Spread spread(List<Row> rows, ToDoubleFunction<Row> value) {
        return Spread.of(rows.stream().mapToDouble(value).toArray());
    }
}
