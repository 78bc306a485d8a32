package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Interval;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.MetricEstimates;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.Reliability;

/**
 * Metrics of a model on events that it has not learnt from.
 *
 * @param events number of events
 * @param users number of users
 * @param baseRate share of the events that is positive
 * @param auroc area under the ROC curve
 * @param aurocInterval its 95 % interval, drawing users
 * @param averagePrecision average precision; the base rate is chance
 * @param averagePrecisionInterval its 95 % interval, drawing users
 * @param logLoss mean negative log-likelihood, in nats
 * @param brier mean squared error of the probabilities
 * @param calibrationError expected calibration error
 */
public record HoldoutMetrics(
        int events,
        long users,
        double baseRate,
        double auroc,
        Interval aurocInterval,
        double averagePrecision,
        Interval averagePrecisionInterval,
        double logLoss,
        double brier,
        double calibrationError) {

    static HoldoutMetrics of(Predictions predictions, MetricEstimates ranking) {
        Estimate auroc = ranking.get(Metric.AUROC);
        Estimate averagePrecision = ranking.get(Metric.AVERAGE_PRECISION);
        return new HoldoutMetrics(
                predictions.size(),
                predictions.distinctUsers(),
                predictions.baseRate(),
                auroc.value(),
                auroc.interval(),
                averagePrecision.value(),
                averagePrecision.interval(),
                Reliability.logLoss(predictions),
                Reliability.brier(predictions),
                Reliability.calibrationError(predictions));
    }
}
