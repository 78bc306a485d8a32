package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Interval;
import io.intentstream.offline.stats.Metric;
import java.util.Map;

/**
 * How well scores rank events, or the paired difference of two models in it. Intervals are 95 % intervals, drawing users.
 *
 * @param auroc area under the ROC curve
 * @param averagePrecision average precision; the base rate is chance
 */
record RankingMetrics(
        double auroc, Interval aurocInterval, double averagePrecision, Interval averagePrecisionInterval) {

    static RankingMetrics of(Map<Metric, Estimate> estimates) {
        Estimate auroc = estimates.get(Metric.AUROC);
        Estimate averagePrecision = estimates.get(Metric.AVERAGE_PRECISION);
        return new RankingMetrics(
                auroc.value(), auroc.interval(), averagePrecision.value(), averagePrecision.interval());
    }
}
