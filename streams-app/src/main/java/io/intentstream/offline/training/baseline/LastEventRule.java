package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.offline.training.data.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** "Users who put something into the cart will buy": how often events of this type, on this type of page, were positive. */
final class LastEventRule implements Baseline {
    private static final List<String> READ =
            List.of(CategoricalFeature.EVENT_TYPE.id(), CategoricalFeature.PAGE_TYPE.id());

    @Override
    public Scores fit(FeatureSpec features, Sample training, Sample validation, long seed) {
        List<Integer> read = new ArrayList<>();
        for (int i = 0; i < features.categorical().size(); i++) {
            if (READ.contains(features.categorical().get(i).name())) {
                read.add(i);
            }
        }
        RateTable rates = new RateTable(training, i -> kind(training, i, read));
        return sample -> IntStream.range(0, sample.size())
                .mapToDouble(i -> rates.logOdds(kind(sample, i, read)))
                .toArray();
    }

    private static List<Integer> kind(Sample sample, int i, List<Integer> read) {
        int[] indices = sample.features(i).categorical();
        return read.stream().map(feature -> indices[feature]).toList();
    }
}
