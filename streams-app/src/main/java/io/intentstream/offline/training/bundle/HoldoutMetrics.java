package io.intentstream.offline.training.bundle;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.Predictions;
import java.util.Locale;
import java.util.Map;

/**
 * Metrics of a model on events that it has not learnt from.
 *
 * @param events number of events
 * @param users number of users
 * @param baseRate share of the events that is positive
 * @param ranking AUROC and average precision
 * @param logLoss mean negative log-likelihood, in nats
 * @param brier mean squared error of the probabilities
 * @param calibrationError expected calibration error
 */
public record HoldoutMetrics(
        int events,
        long users,
        double baseRate,
        @JsonUnwrapped RankingMetrics ranking,
        double logLoss,
        double brier,
        double calibrationError) {

    static HoldoutMetrics of(Predictions predictions, Map<Metric, Estimate> estimates) {
        return new HoldoutMetrics(
                predictions.size(),
                predictions.distinctUsers(),
                predictions.baseRate(),
                RankingMetrics.of(estimates),
                estimates.get(Metric.LOG_LOSS).value(),
                estimates.get(Metric.BRIER).value(),
                estimates.get(Metric.CALIBRATION_ERROR).value());
    }

    /** The metrics in one line of text. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "AUROC %.4f (%.3f to %.3f), average precision %.4f (%.3f to %.3f), base rate %.4f, log loss %.4f",
                ranking.auroc(),
                ranking.aurocInterval().low(),
                ranking.aurocInterval().high(),
                ranking.averagePrecision(),
                ranking.averagePrecisionInterval().low(),
                ranking.averagePrecisionInterval().high(),
                baseRate,
                logLoss);
    }
}
