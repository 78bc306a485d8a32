package io.intentstream.evaluation.report;

import io.intentstream.metric.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * The report's tables, whatever they are written in.
 *
 * @param head the columns' names
 * @param rows the cells of each row
 */
record Tables(List<String> head, List<List<String>> rows) {
    private static final List<Figure> RANKING = List.of(Figure.AUROC, Figure.AVERAGE_PRECISION);
    private static final List<Figure> SUMMED =
            List.of(Figure.AUROC, Figure.AVERAGE_PRECISION, Figure.LOG_LOSS, Figure.BRIER, Figure.CALIBRATION_ERROR);

    /** One row for each vantage: what the model reaches there. */
    static Tables overview(BundleReport run) {
        List<List<String>> rows = new ArrayList<>();
        for (View view : run.views()) {
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

    /** One row for the model and each baseline: ranking, reliability and the model's lead. */
    static Tables comparison(View view) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : view.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.title()));
            RANKING.forEach(figure ->
                    cells.add(Numbers.withInterval(figure, row.figures().get(figure))));
            List.of(Figure.LOG_LOSS, Figure.CALIBRATION_ERROR)
                    .forEach(figure -> cells.add(
                            Numbers.figure(figure, row.figures().get(figure).value())));
            RANKING.forEach(figure -> cells.add(
                    row.lead() == null
                            ? ""
                            : Numbers.difference(figure, row.lead().get(figure))));
            rows.add(cells);
        }
        return new Tables(
                List.of(
                        "",
                        "AUROC",
                        "average precision",
                        "log loss",
                        "ECE",
                        "model's lead in AUROC",
                        "model's lead in average precision"),
                rows);
    }

    /** One row for every figure of the model, a column for each vantage. */
    static Tables everyFigure(BundleReport run) {
        List<List<String>> rows = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            List<String> cells = new ArrayList<>(List.of(figure.title()));
            run.views()
                    .forEach(view -> cells.add(Numbers.withInterval(
                            figure, view.rows().get(0).figures().get(figure))));
            rows.add(cells);
        }
        List<String> head = new ArrayList<>(List.of(""));
        run.views().forEach(view -> head.add(view.title()));
        return new Tables(head, rows);
    }

    /** Mean ± standard deviation over several bundles. */
    static Tables summary(List<Summary> summaries) {
        List<List<String>> rows = new ArrayList<>();
        for (Summary summary : summaries) {
            List<String> cells = new ArrayList<>(List.of(summary.view(), summary.row()));
            RANKING.forEach(
                    figure -> cells.add(Numbers.spread(figure, summary.figures().get(figure))));
            cells.add(Numbers.spread(Figure.CALIBRATION_ERROR, summary.figures().get(Figure.CALIBRATION_ERROR)));
            RANKING.forEach(figure -> cells.add(
                    summary.lead().isEmpty()
                            ? ""
                            : Numbers.signedSpread(figure, summary.lead().get(figure))));
            rows.add(cells);
        }
        return new Tables(
                List.of(
                        "seen from",
                        "",
                        "AUROC",
                        "average precision",
                        "ECE",
                        "model's lead in AUROC",
                        "model's lead in average precision"),
                rows);
    }
}
