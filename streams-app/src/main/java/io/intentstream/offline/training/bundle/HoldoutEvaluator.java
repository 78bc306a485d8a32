package io.intentstream.offline.training.bundle;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.session.Crop;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.data.LearningData;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Measures a network and the regression on the test visits, together and by data set.
 *
 * @param network calibrated scores of the network
 * @param regression calibrated scores of the regression
 * @param seed decides the draws of the intervals
 */
public record HoldoutEvaluator(
        Function<List<SessionExample>, Predictions> network,
        Function<List<SessionExample>, Predictions> regression,
        long seed) {

    public BundleMetrics measure(LearningData data, ModelManifest.Thresholds thresholds) {
        List<BundleMetrics.ByDataSet> byDataSet = new ArrayList<>();
        for (int i = 0; i < data.parts().size() && data.parts().size() > 1; i++) {
            List<SessionExample> test = data.parts().get(i).test();
            Predictions ours = network.apply(test);
            Predictions theirs = regression.apply(test);
            byDataSet.add(new BundleMetrics.ByDataSet(
                    data.names().get(i),
                    HoldoutMetrics.of(ours, seed),
                    HoldoutMetrics.of(theirs, seed),
                    PairedDifference.of(ours, theirs, seed)));
        }
        List<SessionExample> test = data.sessions().test();
        Predictions ours = network.apply(test);
        Predictions theirs = regression.apply(test);
        return new BundleMetrics(
                HoldoutMetrics.of(ours, seed),
                HoldoutMetrics.of(theirs, seed),
                PairedDifference.of(ours, theirs, seed),
                crops(test, ours, theirs),
                Bands.at(thresholds.medium(), ours),
                Bands.at(thresholds.high(), ours),
                byDataSet,
                null);
    }

    /** Where events tell of purchases, nothing follows the last one of a visit: that crop is left out. */
    private List<BundleMetrics.AtCrop> crops(List<SessionExample> test, Predictions ours, Predictions theirs) {
        List<BundleMetrics.AtCrop> crops = new ArrayList<>();
        for (Crop crop : Crop.PUBLISHED) {
            int[] events = SessionExample.lastVisible(test, crop);
            Predictions network = ours.select(events);
            if (network.baseRate() > 0 && network.baseRate() < 1) {
                Predictions regression = theirs.select(events);
                crops.add(new BundleMetrics.AtCrop(
                        crop.hidden(),
                        HoldoutMetrics.of(network, seed),
                        HoldoutMetrics.of(regression, seed),
                        PairedDifference.of(network, regression, seed)));
            }
        }
        return crops;
    }
}
