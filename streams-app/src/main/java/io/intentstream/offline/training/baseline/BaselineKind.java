package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.data.Sample;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** The baselines. All but the rules read the features of an event and of the two events before it. */
public enum BaselineKind {
    /** The ridge is chosen on the validation events. */
    LOGISTIC_REGRESSION("logistic regression", new LogisticRegression()),
    /** XGBoost, one tree of at most 32 leaves. */
    DECISION_TREE("decision tree", TreeEnsemble.DECISION_TREE),
    /** XGBoost, 150 trees of depth 12. */
    RANDOM_FOREST("random forest", TreeEnsemble.RANDOM_FOREST),
    /** XGBoost, stopped early on the validation events. */
    GRADIENT_BOOSTING("gradient boosting", TreeEnsemble.GRADIENT_BOOSTING),
    /** LIBLINEAR. */
    LINEAR_SVM("linear SVM", new LinearSvm()),
    /** How often events of the last event's type were positive. */
    LAST_EVENT("last-event rule", new LastEventRule()),
    /** Recency, frequency, monetary value. */
    RFM("RFM rule", new RfmRule());

    private final String title;
    private final Baseline baseline;

    BaselineKind(String title, Baseline baseline) {
        this.title = title;
        this.baseline = baseline;
    }

    /** Its name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** A baseline that has learnt. */
    @FunctionalInterface
    public interface Fitted {
        /** Calibrated log-odds for every event of the sample. */
        double[] logOdds(Sample sample);
    }

    /** How many of so many training events it learns from, see {@link Sample#thin}. */
    public int learntEvents(int events) {
        return Math.min(events, baseline.mostEvents());
    }

    /**
     * Learns from the training events, and calibrates by Platt scaling on the validation events, like the network.
     *
     * @param features the features of the events
     * @param seed of random numbers
     * @throws BaselineException when it cannot run on this machine
     */
    public Fitted fit(FeatureSpec features, Sample training, Sample validation, long seed) {
        Sample learnt = training.thin(baseline.mostEvents(), new Random(seed));
        Baseline.Scores scores = baseline.fit(features, learnt, validation, seed);
        Predictions held = validation.predictions(scores.of(validation));
        ModelManifest.Calibration calibration = PlattScaling.fit(held);
        return sample -> Arrays.stream(scores.of(sample))
                .map(score -> calibration.slope() * score + calibration.intercept())
                .toArray();
    }
}
