package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The metrics of the model or a baseline at one evaluation point, written for tables: of one bundle with intervals, or of
 * several with deviations.
 *
 * @param title the model or the baseline
 * @param fittedTo what it learnt from
 * @param learntFrom from how many users and events it learnt, in words
 * @param values every metric, as a number to compare by
 * @param metrics every metric, with its uncertainty
 * @param leads the model's leads; empty for the model itself
 */
record LeaderboardRow(
        String title,
        String fittedTo,
        String learntFrom,
        Map<Metric, Double> values,
        Map<Metric, String> metrics,
        Map<Metric, String> leads) {

    /** The rows of one bundle, by evaluation point. */
    static Map<String, List<LeaderboardRow>> of(DataSetResults results) {
        Map<String, List<LeaderboardRow>> leaderboard = new LinkedHashMap<>();
        for (View view : results.views()) {
            leaderboard.put(
                    view.title(), view.rows().stream().map(LeaderboardRow::of).toList());
        }
        return leaderboard;
    }

    /** The rows of several bundles on one data set, by evaluation point. */
    static Map<String, List<LeaderboardRow>> of(List<SeedSummary> summaries, String dataSet) {
        Map<String, List<LeaderboardRow>> leaderboard = new LinkedHashMap<>();
        summaries.stream()
                .filter(summary -> summary.dataSet().equals(dataSet))
                .forEach(summary -> leaderboard
                        .computeIfAbsent(summary.view(), view -> new ArrayList<>())
                        .add(of(summary)));
        return leaderboard;
    }

    /** The best of the baselines that learnt from every event, or of the refitted ones. */
    static Optional<LeaderboardRow> strongest(List<LeaderboardRow> leaderboard, Metric metric, boolean refitted) {
        return leaderboard.stream()
                .filter(row -> !row.leads().isEmpty())
                .filter(row -> row.fittedTo().equals(MetricRow.EVERY_EVENT) != refitted)
                .max(Comparator.comparingDouble(row -> row.values().get(metric)));
    }

    private static LeaderboardRow of(MetricRow row) {
        return new LeaderboardRow(
                row.title(),
                row.fittedTo(),
                row.learntFrom(),
                map(row.metrics(), (metric, estimate) -> estimate.value()),
                map(row.metrics(), Numbers::withInterval),
                row.lead() == null ? Map.of() : map(row.lead(), Numbers::difference));
    }

    private static LeaderboardRow of(SeedSummary summary) {
        return new LeaderboardRow(
                summary.row(),
                summary.fittedTo(),
                summary.learntFrom(),
                map(summary.metrics(), (metric, spread) -> spread.mean()),
                map(summary.metrics(), Numbers::spread),
                map(
                        summary.lead(),
                        (metric, spread) -> Numbers.signedSpread(metric, spread) + ", ahead in "
                                + summary.ahead().get(metric) + " of "
                                + spread.each().size()));
    }

    private static <T, R> Map<Metric, R> map(Map<Metric, T> values, BiFunction<Metric, T, R> function) {
        Map<Metric, R> mapped = new EnumMap<>(Metric.class);
        values.forEach((metric, value) -> mapped.put(metric, function.apply(metric, value)));
        return mapped;
    }
}
