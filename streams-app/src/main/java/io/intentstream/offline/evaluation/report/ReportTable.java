package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table of a report, in any markup.
 *
 * @param head the columns' names
 * @param rows the cells of each row
 */
public record ReportTable(List<String> head, List<List<String>> rows) {
    private static final List<Metric> RANKING = List.of(Metric.AUROC, Metric.AVERAGE_PRECISION);
    private static final List<Metric> COMPARED =
            List.of(Metric.AUROC, Metric.AVERAGE_PRECISION, Metric.LOG_LOSS, Metric.CALIBRATION_ERROR);
    private static final List<Metric> SUMMED =
            List.of(Metric.AUROC, Metric.AVERAGE_PRECISION, Metric.LOG_LOSS, Metric.BRIER, Metric.CALIBRATION_ERROR);

    /** One row for each evaluation point: the model's metrics there. */
    static ReportTable overview(DataSetResults results) {
        List<List<String>> rows = new ArrayList<>();
        for (View view : results.views()) {
            List<String> row = new ArrayList<>(List.of(
                    view.title(),
                    Numbers.count(view.scores()),
                    Numbers.count(view.users()),
                    Numbers.percent(view.baseRate())));
            SUMMED.forEach(metric -> row.add(
                    Numbers.withInterval(metric, view.rows().get(0).metrics().get(metric))));
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("evaluation point", "scores", "users", "base rate"));
        SUMMED.forEach(metric -> head.add(metric.title()));
        return new ReportTable(head, rows);
    }

    /** The model beside the best baseline of each kind, at each evaluation point; no rows without baselines. */
    static ReportTable strongest(Map<String, List<LeaderboardRow>> leaderboard) {
        List<List<String>> rows = new ArrayList<>();
        leaderboard.forEach((point, all) -> {
            for (boolean refitted : new boolean[] {false, true}) {
                List<String> cells = new ArrayList<>(List.of(point));
                for (Metric metric : RANKING) {
                    LeaderboardRow.strongest(all, metric, refitted).ifPresent(best -> {
                        if (cells.size() == 1) {
                            cells.add(best.fittedTo());
                        }
                        cells.add(all.get(0).metrics().get(metric));
                        cells.add(best.title() + " " + best.metrics().get(metric));
                        cells.add(best.leads().get(metric));
                    });
                }
                if (cells.size() > 1) {
                    rows.add(cells);
                }
            }
        });
        return new ReportTable(
                List.of(
                        "evaluation point",
                        "baselines fitted to",
                        "model's AUROC",
                        "strongest baseline",
                        "model's lead",
                        "model's average precision",
                        "strongest baseline",
                        "model's lead"),
                rows);
    }

    /** One row for the model and each baseline: ranking, reliability and, where there are baselines, the model's lead. */
    static ReportTable comparison(List<LeaderboardRow> leaderboard) {
        boolean leads = leaderboard.stream().anyMatch(row -> !row.leads().isEmpty());
        List<List<String>> rows = new ArrayList<>();
        for (LeaderboardRow row : leaderboard) {
            List<String> cells = new ArrayList<>(List.of(row.title(), row.fittedTo(), row.learntFrom()));
            COMPARED.forEach(metric -> cells.add(row.metrics().get(metric)));
            if (leads) {
                RANKING.forEach(metric -> cells.add(row.leads().getOrDefault(metric, "")));
            }
            rows.add(cells);
        }
        List<String> head = new ArrayList<>(
                List.of("", "fitted to", "learnt from", "AUROC", "average precision", "log loss", "ECE"));
        if (leads) {
            head.addAll(List.of("model's lead in AUROC", "model's lead in average precision"));
        }
        return new ReportTable(head, rows);
    }

    /** One row for every metric of the model, a column for each evaluation point. */
    static ReportTable everyMetric(DataSetResults results) {
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            List<String> cells = new ArrayList<>(List.of(metric.title()));
            results.views()
                    .forEach(view -> cells.add(Numbers.withInterval(
                            metric, view.rows().get(0).metrics().get(metric))));
            rows.add(cells);
        }
        List<String> head = new ArrayList<>(List.of(""));
        results.views().forEach(view -> head.add(view.title()));
        return new ReportTable(head, rows);
    }
}
