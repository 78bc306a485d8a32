package io.intentstream.offline.replay;

import io.intentstream.core.state.EngineSettings;
import java.time.Duration;

/**
 * Settings of a replay.
 *
 * @param engine the stream's settings; input offsets are not tracked, since a replay delivers no record twice, and products are
 *     remembered where recommendations are written
 * @param maxFuture how far ahead of now an event's time may be
 * @param threads number of workers, 1 or more
 * @param further what is written besides profiles and intents
 */
public record ReplaySettings(EngineSettings engine, Duration maxFuture, int threads, FurtherOutputs further) {
    public ReplaySettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be 1 or more");
        }
        engine = new EngineSettings(
                engine.sessionGap(),
                engine.windowEvents(),
                engine.windowGrace(),
                engine.affinityHalfLife(),
                engine.userTtl(),
                false,
                engine.rememberItems() || further.recommendations().isPresent());
    }

    /** Settings of a replay of profiles and intents alone. */
    public ReplaySettings(EngineSettings engine, Duration maxFuture, int threads) {
        this(engine, maxFuture, threads, FurtherOutputs.NONE);
    }

    /** The same settings, with what is written besides profiles and intents. */
    public ReplaySettings writing(FurtherOutputs outputs) {
        return new ReplaySettings(engine, maxFuture, threads, outputs);
    }
}
