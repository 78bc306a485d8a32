package io.intentstream.evaluation.report;

import io.intentstream.metric.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the model or a baseline stands from one vantage, written for tables: of one bundle with intervals, or of several
 * with deviations.
 *
 * @param title the model or the baseline
 * @param fittedTo what it learnt from
 * @param values every figure, as a number to compare by
 * @param figures every figure, with its uncertainty
 * @param leads by how much the model leads; empty for the model itself
 */
record Standing(
        String title,
        String fittedTo,
        Map<Figure, Double> values,
        Map<Figure, String> figures,
        Map<Figure, String> leads) {

    /** The rows of one bundle, by vantage. */
    static Map<String, List<Standing>> of(Findings findings) {
        Map<String, List<Standing>> standings = new LinkedHashMap<>();
        for (View view : findings.views()) {
            standings.put(view.title(), view.rows().stream().map(Standing::of).toList());
        }
        return standings;
    }

    /** The rows of several bundles on one data set, by vantage. */
    static Map<String, List<Standing>> of(List<Summary> summaries, String dataSet) {
        Map<String, List<Standing>> standings = new LinkedHashMap<>();
        summaries.stream()
                .filter(summary -> summary.dataSet().equals(dataSet))
                .forEach(summary -> standings
                        .computeIfAbsent(summary.view(), view -> new ArrayList<>())
                        .add(of(summary)));
        return standings;
    }

    /** The best of the baselines that learnt from every event, or of the others. */
    static Optional<Standing> strongest(List<Standing> standings, Figure figure, boolean refitted) {
        return standings.stream()
                .filter(standing -> !standing.leads().isEmpty())
                .filter(standing -> standing.fittedTo().equals(Row.EVERY_EVENT) != refitted)
                .max(Comparator.comparingDouble(standing -> standing.values().get(figure)));
    }

    private static Standing of(Row row) {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        Map<Figure, String> figures = new EnumMap<>(Figure.class);
        Map<Figure, String> leads = new EnumMap<>(Figure.class);
        row.figures().forEach((figure, estimate) -> {
            values.put(figure, estimate.value());
            figures.put(figure, Numbers.withInterval(figure, estimate));
        });
        if (row.lead() != null) {
            row.lead().forEach((figure, lead) -> leads.put(figure, Numbers.difference(figure, lead)));
        }
        return new Standing(row.title(), row.fittedTo(), values, figures, leads);
    }

    private static Standing of(Summary summary) {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        Map<Figure, String> figures = new EnumMap<>(Figure.class);
        Map<Figure, String> leads = new EnumMap<>(Figure.class);
        summary.figures().forEach((figure, spread) -> {
            values.put(figure, spread.mean());
            figures.put(figure, Numbers.spread(figure, spread));
        });
        summary.lead()
                .forEach((figure, spread) -> leads.put(
                        figure,
                        Numbers.signedSpread(figure, spread) + ", ahead in "
                                + summary.ahead().get(figure) + " of "
                                + spread.each().size()));
        return new Standing(summary.row(), summary.fittedTo(), values, figures, leads);
    }
}
