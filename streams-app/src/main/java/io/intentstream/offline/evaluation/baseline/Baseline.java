package io.intentstream.offline.evaluation.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.offline.evaluation.sample.Sample;

/** A learner of scores from events. */
interface Baseline {

    /** Scores events, uncalibrated; a greater score means likelier. */
    @FunctionalInterface
    interface Scores {
        /** A score for every event of the sample. */
        double[] of(Sample sample);
    }

    /**
     * Learns from events.
     *
     * @param features the features of the events
     * @param training events to learn from
     * @param validation events to choose settings by
     * @param seed of random numbers
     */
    Scores fit(FeatureSpec features, Sample training, Sample validation, long seed);
}
