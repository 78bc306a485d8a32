package io.intentstream.offline.training.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.intentstream.offline.stats.MetricEstimates;
import io.intentstream.offline.stats.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * Network and baselines on the same events of test users, each calibrated on the validation users.
 *
 * @param network the network
 * @param logisticRegression the regression on three events
 * @param gradientBoosting boosting on three events; null when it could not be fitted
 */
public record HoldoutComparison(
        HoldoutMetrics network,
        Beside logisticRegression,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Beside gradientBoosting) {

    /**
     * A baseline beside the network.
     *
     * @param metrics the baseline's
     * @param lead the network's metrics minus the baseline's, with the same users drawn for both: an interval without 0
     *     shows that one of them is better
     */
    public record Beside(@JsonUnwrapped HoldoutMetrics metrics, RankingMetrics lead) {}

    static HoldoutComparison of(
            Predictions network, Predictions regression, @Nullable Predictions boosting, long seed) {
        MetricEstimates ofNetwork = MetricEstimates.ofRanking(network, seed);
        return new HoldoutComparison(
                HoldoutMetrics.of(network, ofNetwork.all()),
                beside(ofNetwork, regression, seed),
                boosting == null ? null : beside(ofNetwork, boosting, seed));
    }

    private static Beside beside(MetricEstimates network, Predictions baseline, long seed) {
        MetricEstimates estimates = MetricEstimates.ofRanking(baseline, seed);
        return new Beside(HoldoutMetrics.of(baseline, estimates.all()), RankingMetrics.of(network.leadOver(estimates)));
    }
}
