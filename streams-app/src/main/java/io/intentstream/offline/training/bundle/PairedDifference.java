package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Interval;
import io.intentstream.offline.stats.Metric;
import java.util.Map;

/**
 * The network's metrics minus the regression's on the same events. The same users are drawn for both, so an interval
 * without 0 shows that one of them is better.
 *
 * @param auroc lead in AUROC
 * @param aurocInterval its 95 % interval
 * @param averagePrecision lead in average precision
 * @param averagePrecisionInterval its 95 % interval
 */
record PairedDifference(
        double auroc, Interval aurocInterval, double averagePrecision, Interval averagePrecisionInterval) {

    static PairedDifference of(Map<Metric, Estimate> lead) {
        Estimate auroc = lead.get(Metric.AUROC);
        Estimate averagePrecision = lead.get(Metric.AVERAGE_PRECISION);
        return new PairedDifference(
                auroc.value(), auroc.interval(), averagePrecision.value(), averagePrecision.interval());
    }
}
