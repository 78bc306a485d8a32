package io.intentstream.core.engine;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.profile.ProfileWriter;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What scoring any user's events needs.
 *
 * @param model the model's fingerprint
 * @param initialState the recurrent state that sessions begin with: zeros, not to be written to
 * @param features the features that the model reads
 * @param featuresOf {@link FeatureSet#of}, made once
 * @param calibrator turns the model's log-odds into probabilities
 * @param intents writes intents
 * @param profiles writes profiles
 * @param outputs what is made of each event besides the intent
 * @param recommendations writes lists of recommendations, if any are written
 * @param time follows time for users
 */
record Scoring(
        long model,
        float[] initialState,
        FeatureSet features,
        BiFunction<History, WindowEvent, FeatureVector> featuresOf,
        ScoreCalibrator calibrator,
        IntentWriter intents,
        ProfileWriter profiles,
        EngineOutputs outputs,
        Optional<RecommendationLists> recommendations,
        TimePassage time) {

    /** Floats of a recurrent state. */
    int stateSize() {
        return initialState.length;
    }
}
