package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
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
record LeaderboardRow(
        String title,
        String fittedTo,
        Map<Metric, Double> values,
        Map<Metric, String> figures,
        Map<Metric, String> leads) {

    /** The rows of one bundle, by vantage. */
    static Map<String, List<LeaderboardRow>> of(DataSetResults findings) {
        Map<String, List<LeaderboardRow>> standings = new LinkedHashMap<>();
        for (View view : findings.views()) {
            standings.put(
                    view.title(), view.rows().stream().map(LeaderboardRow::of).toList());
        }
        return standings;
    }

    /** The rows of several bundles on one data set, by vantage. */
    static Map<String, List<LeaderboardRow>> of(List<SeedSummary> summaries, String dataSet) {
        Map<String, List<LeaderboardRow>> standings = new LinkedHashMap<>();
        summaries.stream()
                .filter(summary -> summary.dataSet().equals(dataSet))
                .forEach(summary -> standings
                        .computeIfAbsent(summary.view(), view -> new ArrayList<>())
                        .add(of(summary)));
        return standings;
    }

    /** The best of the baselines that learnt from every event, or of the others. */
    static Optional<LeaderboardRow> strongest(List<LeaderboardRow> standings, Metric figure, boolean refitted) {
        return standings.stream()
                .filter(standing -> !standing.leads().isEmpty())
                .filter(standing -> standing.fittedTo().equals(MetricRow.EVERY_EVENT) != refitted)
                .max(Comparator.comparingDouble(standing -> standing.values().get(figure)));
    }

    private static LeaderboardRow of(MetricRow row) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        Map<Metric, String> figures = new EnumMap<>(Metric.class);
        Map<Metric, String> leads = new EnumMap<>(Metric.class);
        row.figures().forEach((figure, estimate) -> {
            values.put(figure, estimate.value());
            figures.put(figure, Numbers.withInterval(figure, estimate));
        });
        if (row.lead() != null) {
            row.lead().forEach((figure, lead) -> leads.put(figure, Numbers.difference(figure, lead)));
        }
        return new LeaderboardRow(row.title(), row.fittedTo(), values, figures, leads);
    }

    private static LeaderboardRow of(SeedSummary summary) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        Map<Metric, String> figures = new EnumMap<>(Metric.class);
        Map<Metric, String> leads = new EnumMap<>(Metric.class);
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
        return new LeaderboardRow(summary.row(), summary.fittedTo(), values, figures, leads);
    }
}
