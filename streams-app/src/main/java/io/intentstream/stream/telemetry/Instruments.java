package io.intentstream.stream.telemetry;

import io.intentstream.core.model.ModelManifest;

/**
 * The measurements of a running engine.
 *
 * @param counters what was done
 * @param timings how long it took
 * @param commits when it was committed
 * @param changes what changed about users besides profiles and intents
 * @param audiences the sizes of the audiences
 */
public record Instruments(
        EngineCounters counters,
        EngineTimings timings,
        CommitLatencyTracker commits,
        ChangeCounters changes,
        AudienceCounts audiences) {

    /** Measurements at zero, for the model with this manifest. */
    public static Instruments of(ModelManifest model) {
        EngineTimings timings = new EngineTimings();
        return new Instruments(
                new EngineCounters(model),
                timings,
                new CommitLatencyTracker(timings),
                new ChangeCounters(),
                new AudienceCounts());
    }
}
