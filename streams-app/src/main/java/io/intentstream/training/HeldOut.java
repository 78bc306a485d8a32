package io.intentstream.training;

import io.intentstream.metric.Predictions;
import io.intentstream.model.ModelManifest;
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
record HeldOut(
        Function<List<SessionExample>, Predictions> network,
        Function<List<SessionExample>, Predictions> regression,
        long seed) {

    Metrics measure(LearningData data, ModelManifest.Thresholds thresholds) {
        List<Metrics.ByDataSet> byDataSet = new ArrayList<>();
        for (int i = 0; i < data.parts().size() && data.parts().size() > 1; i++) {
            List<SessionExample> test = data.parts().get(i).test();
            byDataSet.add(new Metrics.ByDataSet(
                    data.names().get(i),
                    Evaluation.of(network.apply(test), seed),
                    Evaluation.of(regression.apply(test), seed)));
        }
        List<SessionExample> test = data.sessions().test();
        Predictions predictions = network.apply(test);
        return new Metrics(
                Evaluation.of(predictions, seed),
                Evaluation.of(regression.apply(test), seed),
                Bands.at(thresholds.medium(), predictions),
                Bands.at(thresholds.high(), predictions),
                byDataSet);
    }
}
