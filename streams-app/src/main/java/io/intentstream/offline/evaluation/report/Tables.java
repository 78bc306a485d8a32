package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The report's tables, whatever they are written in.
 *
 * @param head the columns' names
 * @param rows the cells of each row
 */
public record Tables(List<String> head, List<List<String>> rows) {
    private static final List<Metric> RANKING = List.of(Metric.AUROC, Metric.AVERAGE_PRECISION);
    private static final List<Metric> COMPARED =
            List.of(Metric.AUROC, Metric.AVERAGE_PRECISION, Metric.LOG_LOSS, Metric.CALIBRATION_ERROR);
    private static final List<Metric> SUMMED =
            List.of(Metric.AUROC, Metric.AVERAGE_PRECISION, Metric.LOG_LOSS, Metric.BRIER, Metric.CALIBRATION_ERROR);

    /** One row for each vantage: what the model reaches there. */
    static Tables overview(DataSetResults findings) {
        List<List<String>> rows = new ArrayList<>();
        for (View view : findings.views()) {
            List<String> row = new ArrayList<>(List.of(
                    view.title(),
                    Numbers.count(view.scores()),
                    Numbers.count(view.users()),
                    Numbers.percent(view.baseRate())));
            SUMMED.forEach(figure -> row.add(
                    Numbers.withInterval(figure, view.rows().get(0).figures().get(figure))));
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("seen from", "scores", "users", "base rate"));
        SUMMED.forEach(figure -> head.add(figure.title()));
        return new Tables(head, rows);
    }

    /** The model beside the best baseline of each kind, from each vantage; no rows without baselines. */
    static Tables strongest(Map<String, List<LeaderboardRow>> standings) {
        List<List<String>> rows = new ArrayList<>();
        standings.forEach((point, all) -> {
            for (boolean refitted : new boolean[] {false, true}) {
                List<String> cells = new ArrayList<>(List.of(point));
                for (Metric figure : RANKING) {
                    LeaderboardRow.strongest(all, figure, refitted).ifPresent(best -> {
                        if (cells.size() == 1) {
                            cells.add(best.fittedTo());
                        }
                        cells.add(all.get(0).figures().get(figure));
                        cells.add(best.title() + " " + best.figures().get(figure));
                        cells.add(best.leads().get(figure));
                    });
                }
                if (cells.size() > 1) {
                    rows.add(cells);
                }
            }
        });
        return new Tables(
                List.of(
                        "seen from",
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
    static Tables comparison(List<LeaderboardRow> standings) {
        boolean leads =
                standings.stream().anyMatch(standing -> !standing.leads().isEmpty());
        List<List<String>> rows = new ArrayList<>();
        for (LeaderboardRow standing : standings) {
            List<String> cells = new ArrayList<>(List.of(standing.title(), standing.fittedTo()));
            COMPARED.forEach(figure -> cells.add(standing.figures().get(figure)));
            if (leads) {
                RANKING.forEach(figure -> cells.add(standing.leads().getOrDefault(figure, "")));
            }
            rows.add(cells);
        }
        List<String> head = new ArrayList<>(List.of("", "fitted to", "AUROC", "average precision", "log loss", "ECE"));
        if (leads) {
            head.addAll(List.of("model's lead in AUROC", "model's lead in average precision"));
        }
        return new Tables(head, rows);
    }

    /** One row for every figure of the model, a column for each vantage. */
    static Tables everyFigure(DataSetResults findings) {
        List<List<String>> rows = new ArrayList<>();
        for (Metric figure : Metric.values()) {
            List<String> cells = new ArrayList<>(List.of(figure.title()));
            findings.views()
                    .forEach(view -> cells.add(Numbers.withInterval(
                            figure, view.rows().get(0).figures().get(figure))));
            rows.add(cells);
        }
        List<String> head = new ArrayList<>(List.of(""));
        findings.views().forEach(view -> head.add(view.title()));
        return new Tables(head, rows);
    }
}
