package io.intentstream.stream.telemetry;

import io.intentstream.core.feature.FeatureSpec;

/**
 * The measurements of a running engine.
 *
 * @param counters what was done
 * @param timings how long it took
 * @param commits when it was committed
 */
public record Instruments(EngineCounters counters, EngineTimings timings, CommitLatencyTracker commits) {

    /** Measurements at zero, for a model that reads these features. */
    public static Instruments of(FeatureSpec features) {
        EngineTimings timings = new EngineTimings();
        return new Instruments(new EngineCounters(features), timings, new CommitLatencyTracker(timings));
    }
}
