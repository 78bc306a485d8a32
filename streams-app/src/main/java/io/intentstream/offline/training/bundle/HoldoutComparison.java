package io.intentstream.offline.training.bundle;

import io.intentstream.offline.stats.MetricEstimates;
import io.intentstream.offline.stats.Predictions;

/**
 * Network and regression on the same events of test users.
 *
 * @param network the network, calibrated on the validation users
 * @param logisticRegression the regression, calibrated in the same way
 * @param lead of the network over the regression
 */
public record HoldoutComparison(HoldoutMetrics network, HoldoutMetrics logisticRegression, PairedDifference lead) {

    static HoldoutComparison of(Predictions network, Predictions regression, long seed) {
        MetricEstimates ofNetwork = MetricEstimates.ofRanking(network, seed);
        MetricEstimates ofRegression = MetricEstimates.ofRanking(regression, seed);
        return new HoldoutComparison(
                HoldoutMetrics.of(network, ofNetwork),
                HoldoutMetrics.of(regression, ofRegression),
                PairedDifference.of(ofNetwork.leadOver(ofRegression)));
    }
}
