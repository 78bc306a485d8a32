package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.MetricEstimates;
import io.intentstream.offline.stats.Predictions;

/**
 * Network and regression on the same events of test users.
 *
 * @param network the network, calibrated on the validation users
 * @param logisticRegression the regression, calibrated in the same way
 * @param lead the network's metrics minus the regression's, with the same users drawn for both: an interval without 0 shows
 *     that one of them is better
 */
public record HoldoutComparison(HoldoutMetrics network, HoldoutMetrics logisticRegression, RankingMetrics lead) {

    static HoldoutComparison of(Predictions network, Predictions regression, long seed) {
        MetricEstimates ofNetwork = MetricEstimates.ofRanking(network, seed);
        MetricEstimates ofRegression = MetricEstimates.ofRanking(regression, seed);
        return new HoldoutComparison(
                HoldoutMetrics.of(network, ofNetwork.all()),
                HoldoutMetrics.of(regression, ofRegression.all()),
                RankingMetrics.of(ofNetwork.leadOver(ofRegression)));
    }
}
