package io.intentstream.topology;

import io.intentstream.feature.FeatureSpec;

/**
 * What measures the engine at work.
 *
 * @param counters what was done
 * @param timings how long it took
 * @param commits when it was committed
 */
record Instruments(EngineCounters counters, EngineTimings timings, CommitWatch commits) {

    /** All at zero, for a model that reads these features. */
    static Instruments of(FeatureSpec features) {
        EngineTimings timings = new EngineTimings();
        return new Instruments(new EngineCounters(features), timings, new CommitWatch(timings));
    }
}
