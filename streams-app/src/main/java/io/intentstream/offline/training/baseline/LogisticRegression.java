package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Logistic regression; the ridge is chosen by log loss on the validation events. */
final class LogisticRegression implements Baseline {
    private static final List<Double> RIDGES = List.of(1.0, 10.0, 100.0, 1_000.0, 3_000.0);

    @Override
    public int mostEvents() {
        return 60_000;
    }

    @Override
    public Scores fit(FeatureSpec features, Sample training, Sample validation, long seed) {
        EventWindow window = new EventWindow(features);
        List<SessionExample> examples = window.examples(training);
        return RIDGES.stream()
                .map(ridge -> scores(window, LogisticBaseline.fit(examples, window.shape(), ridge)))
                .min(Comparator.comparingDouble(
                        scores -> validation.predictions(scores.of(validation)).logLoss()))
                .orElseThrow();
    }

    private static Scores scores(EventWindow window, LogisticBaseline model) {
        return sample -> IntStream.range(0, sample.size())
                .mapToDouble(i -> model.logOdds(window.of(sample, i)))
                .toArray();
    }
}
