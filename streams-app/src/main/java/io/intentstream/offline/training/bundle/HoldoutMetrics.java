package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.Interval;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.Ranking;
import io.intentstream.offline.stats.Reliability;
import io.intentstream.offline.stats.UserBootstrap;
import java.util.Arrays;

/**
 * Figures of a model on events that it has not learnt from.
 *
 * @param events number of events
 * @param users number of users
 * @param baseRate part of the events that came true
 * @param auroc area under the ROC curve
 * @param aurocInterval its 95 % interval, drawing users
 * @param averagePrecision average precision; the base rate is what chance gives
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

    static HoldoutMetrics of(Predictions predictions, long seed) {
        return new HoldoutMetrics(
                predictions.size(),
                Arrays.stream(predictions.users()).distinct().count(),
                predictions.baseRate(),
                Ranking.auroc(predictions),
                UserBootstrap.interval(predictions, Metric.AUROC, seed),
                Ranking.averagePrecision(predictions),
                UserBootstrap.interval(predictions, Metric.AVERAGE_PRECISION, seed),
                Reliability.logLoss(predictions),
                Reliability.brier(predictions),
                Reliability.calibrationError(predictions));
    }
}
