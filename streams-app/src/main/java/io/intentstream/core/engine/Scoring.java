package io.intentstream.core.engine;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.profile.ProfileWriter;
import io.intentstream.core.state.EngineSettings;

/**
 * What every user's turn needs of the model and the settings.
 *
 * @param settings gap, window, decay and expiry
 * @param fingerprint the model's
 * @param noState the recurrent state that sessions begin with: zeros, not to be written to
 * @param features the features that the model reads
 * @param calibrated what the model's log-odds mean
 * @param intents writes intents
 * @param profiles writes profiles
 * @param profilesWanted whether one is written for every event
 */
record Scoring(
        EngineSettings settings,
        long fingerprint,
        float[] noState,
        FeatureSet features,
        ScoreCalibrator calibrated,
        IntentWriter intents,
        ProfileWriter profiles,
        boolean profilesWanted) {

    /** Floats of a recurrent state. */
    int stateSize() {
        return noState.length;
    }
}
