package io.intentstream.offline.evaluation.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.evaluation.sample.Sample;
import io.intentstream.offline.training.baseline.LogisticBaseline;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Logistic regression; the ridge is chosen by log loss on the validation events. */
final class LogisticRegression implements Baseline {
    /** Beyond this number, more events change the metrics of a linear model by less than the drawing of users does. */
    private static final int MOST_EVENTS = 60_000;

    private static final List<Double> RIDGES = List.of(10.0, 100.0, 1_000.0, 3_000.0);

    @Override
    public Scores fit(FeatureSpec features, Sample training, Sample validation, long seed) {
        EventWindow window = new EventWindow(features);
        Sample drawn = training.thin(MOST_EVENTS, new Random(seed));
        List<SessionExample> examples = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            List<FeatureVector> event = List.of(window.of(drawn, i));
            examples.add(new SessionExample(drawn.session(i).userId(), event, new float[] {drawn.label(i)}));
        }
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
