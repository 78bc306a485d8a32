package io.intentstream.offline.backtest;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.replay.Replay;

/**
 * The replay of a recording with one bundle.
 *
 * @param manifest the bundle's
 * @param scores scores and outcomes by user
 * @param campaign the effect of acting on the scores
 * @param summary what was read and scored
 */
record BundleRun(ModelManifest manifest, ScoreStore scores, CampaignSimulation campaign, Replay.ReplaySummary summary) {
    String title() {
        return manifest.name() + " " + manifest.version();
    }
}
