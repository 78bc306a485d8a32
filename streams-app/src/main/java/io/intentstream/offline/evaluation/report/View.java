package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.MetricEstimates;
import io.intentstream.offline.stats.Predictions;
import java.util.List;

/**
 * All metrics at one evaluation point.
 *
 * @param id its name in files
 * @param title its name for people
 * @param scores events whose scores count
 * @param sessions sessions of these events
 * @param users users of these sessions
 * @param positives positive events
 * @param baseRate share of the events that is positive
 * @param rows the model first, then the baselines
 * @param curves of the model
 */
public record View(
        String id,
        String title,
        int scores,
        int sessions,
        int users,
        int positives,
        double baseRate,
        List<MetricRow> rows,
        Curves curves) {

    /**
     * The metrics of some predictions.
     *
     * @param sessions sessions of the events
     * @param rows the model first, then the baselines
     * @param model the model's metrics
     */
    public static View of(
            String id,
            String title,
            Predictions predictions,
            int sessions,
            List<MetricRow> rows,
            MetricEstimates model) {
        return new View(
                id,
                title,
                predictions.size(),
                sessions,
                predictions.distinctUsers(),
                predictions.positives(),
                predictions.baseRate(),
                List.copyOf(rows),
                Curves.of(model.ranked()));
    }
}
