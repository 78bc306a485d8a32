package io.intentstream.stream.telemetry;

import io.intentstream.core.model.ModelManifest;

/**
 * The measurements of a running engine.
 *
 * @param counters what was done
 * @param timings how long it took
 * @param commits when it was committed
 */
public record Instruments(EngineCounters counters, EngineTimings timings, CommitLatencyTracker commits) {

    /** Measurements at zero, for the model with this manifest. */
    public static Instruments of(ModelManifest model) {
        EngineTimings timings = new EngineTimings();
        return new Instruments(new EngineCounters(model), timings, new CommitLatencyTracker(timings));
    }
}
