package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.offline.training.data.Sample;

/** A learner of scores from events. */
interface Baseline {

    /** Scores events, uncalibrated; a greater score means likelier. */
    @FunctionalInterface
    interface Scores {
        /** A score for every event of the sample. */
        double[] of(Sample sample);
    }

    /**
     * Learns from events, at most {@link #mostEvents} of them.
     *
     * @param features the features of the events
     * @param training events to learn from
     * @param validation events to choose settings by
     * @param seed of random numbers
     */
    Scores fit(FeatureSpec features, Sample training, Sample validation, long seed);

    /** More events would cost time, and change the metrics by less than the drawing of users does. */
    default int mostEvents() {
        return Integer.MAX_VALUE;
    }
}
