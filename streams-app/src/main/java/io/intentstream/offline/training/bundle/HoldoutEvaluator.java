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
 * Measures network and regression on the test sessions, together and by data set.
 *
 * @param network returns calibrated scores of the network
 * @param regression returns calibrated scores of the regression
 * @param seed of the drawings for the intervals
 */
public record HoldoutEvaluator(
        Function<List<SessionExample>, Predictions> network,
        Function<List<SessionExample>, Predictions> regression,
        long seed) {

    /** The metrics of a bundle with these bands, without those of categories. */
    public BundleMetrics measure(LearningData data, ModelManifest.Thresholds thresholds) {
        List<BundleMetrics.ByDataSet> byDataSet = new ArrayList<>();
        for (int i = 0; i < data.parts().size() && data.parts().size() > 1; i++) {
            List<SessionExample> test = data.parts().get(i).test();
            byDataSet.add(new BundleMetrics.ByDataSet(
                    data.names().get(i), HoldoutComparison.of(network.apply(test), regression.apply(test), seed)));
        }
        List<SessionExample> test = data.sessions().test();
        Predictions ofNetwork = network.apply(test);
        Predictions ofRegression = regression.apply(test);
        List<BundleMetrics.AtCrop> crops = new ArrayList<>();
        for (Crop crop : Crop.PUBLISHED) {
            int[] events = SessionExample.lastVisible(test, crop);
            Predictions cropped = ofNetwork.select(events);
            // Where purchases are events, none can follow a session's last event, and crop 0 has no positives.
            if (cropped.hasBothOutcomes()) {
                crops.add(new BundleMetrics.AtCrop(
                        crop.hidden(), HoldoutComparison.of(cropped, ofRegression.select(events), seed)));
            }
        }
        return new BundleMetrics(
                HoldoutComparison.of(ofNetwork, ofRegression, seed),
                crops,
                Bands.at(thresholds.medium(), ofNetwork),
                Bands.at(thresholds.high(), ofNetwork),
                byDataSet,
                null);
    }
}
