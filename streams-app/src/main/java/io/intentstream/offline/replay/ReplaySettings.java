package io.intentstream.offline.replay;

import io.intentstream.core.state.EngineSettings;
import java.time.Duration;

/**
 * How to replay.
 *
 * @param engine as the stream's; positions of the input are not tracked, since nothing is delivered twice
 * @param maxFuture how far ahead of now an event's time may be
 * @param threads workers, 1 or more
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
