package io.intentstream.stream.telemetry;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.recommendation.ItemsBundle;
import java.util.Optional;

/**
 * The measurements of a running engine.
 *
 * @param counters what was done
 * @param timings how long it took
 * @param commits when it was committed
 * @param changes what changed about users besides profiles and intents
 * @param audiences the sizes of the audiences
 * @param items what was recommended; empty without an items bundle
 */
public record Instruments(
        EngineCounters counters,
        EngineTimings timings,
        CommitLatencyTracker commits,
        ChangeCounters changes,
        AudienceCounts audiences,
        Optional<ItemCounters> items) {

    /** Measurements at zero, for the model with this manifest, without an items bundle. */
    public static Instruments of(ModelManifest model) {
        return of(model, Optional.empty());
    }

    /** Measurements at zero, for the model with this manifest and for an items bundle, if there is one. */
    public static Instruments of(ModelManifest model, Optional<ItemsBundle> items) {
        EngineTimings timings = new EngineTimings();
        return new Instruments(
                new EngineCounters(model),
                timings,
                new CommitLatencyTracker(timings),
                new ChangeCounters(),
                new AudienceCounts(),
                items.map(ItemCounters::new));
    }
}
