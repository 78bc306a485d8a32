package io.intentstream.offline.replay;

import io.intentstream.core.state.EngineSettings;
import java.time.Duration;

/**
 * Settings of a replay.
 *
 * @param engine the stream's settings; input offsets are not tracked, since a replay delivers no record twice
 * @param maxFuture how far ahead of now an event's time may be
 * @param threads number of workers, 1 or more
 */
public record ReplaySettings(EngineSettings engine, Duration maxFuture, int threads) {
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
                false);
    }
}
