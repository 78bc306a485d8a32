package io.intentstream.evaluation.report;

import io.intentstream.metric.Figure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Several bundles, each on its own split, taken together.
 *
 * @param view from which vantage
 * @param row whose figures
 * @param figures mean and standard deviation over the bundles
 * @param lead of how much the model leads, the same
 */
public record Summary(String view, String row, Map<Figure, Spread> figures, Map<Figure, Spread> lead) {

    /**
     * Mean and spread over runs.
     *
     * @param runs how many
     * @param mean their mean
     * @param deviation their standard deviation, from n - 1
     */
    public record Spread(int runs, double mean, double deviation) {

        static Spread of(double[] values) {
            double mean = 0;
            for (double value : values) {
                mean += value / values.length;
            }
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Spread(values.length, mean, Math.sqrt(squares / (values.length - 1)));
        }
    }

    /** One for every vantage and row that all runs have; none for a single run. */
    public static List<Summary> of(List<BundleReport> runs) {
        List<Summary> summaries = new ArrayList<>();
        if (runs.size() < 2) {
            return summaries;
        }
        for (View view : runs.get(0).views()) {
            for (Row row : view.rows()) {
                List<Row> rows = runs.stream()
                        .flatMap(run -> run.views().stream())
                        .filter(other -> other.id().equals(view.id()))
                        .flatMap(other -> other.rows().stream())
                        .filter(other -> other.id().equals(row.id()))
                        .toList();
                if (rows.size() == runs.size()) {
                    summaries.add(of(view, row, rows));
                }
            }
        }
        return summaries;
    }

    private static Summary of(View view, Row row, List<Row> rows) {
        Map<Figure, Spread> figures = new EnumMap<>(Figure.class);
        Map<Figure, Spread> lead = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            figures.put(
                    figure,
                    Spread.of(rows.stream()
                            .mapToDouble(other -> other.figures().get(figure).value())
                            .toArray()));
            if (row.lead() != null) {
                lead.put(
                        figure,
                        Spread.of(rows.stream()
                                .mapToDouble(other -> other.lead().get(figure).value())
                                .toArray()));
            }
        }
        return new Summary(view.title(), row.title(), figures, lead);
    }
}
