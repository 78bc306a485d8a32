package io.intentstream.offline.backtest;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.replay.Replay;

/**
 * One bundle's replay with what came of it.
 *
 * @param manifest the bundle's
 * @param scores scores and outcomes by user
 * @param campaign what acting on them would have meant
 * @param summary what was read, and what became of it
 */
record BundleRun(ModelManifest manifest, ScoreStore scores, CampaignSimulation campaign, Replay.ReplaySummary summary) {
    String title() {
        return manifest.name() + " " + manifest.version();
    }
}
