package io.intentstream.offline.evaluation.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.offline.evaluation.sample.Sample;

/** A way to learn scores from events. */
interface Baseline {

    /** Scores events, uncalibrated; the more, the likelier. */
    @FunctionalInterface
    interface Scores {
        /** A score for every event of the sample. */
        double[] of(Sample sample);
    }

    /**
     * Learns.
     *
     * @param features the features that the events bear
     * @param training events to learn from
     * @param validation events to choose settings by
     * @param seed decides what is drawn by lot
     */
    Scores fit(FeatureSpec features, Sample training, Sample validation, long seed);
}
