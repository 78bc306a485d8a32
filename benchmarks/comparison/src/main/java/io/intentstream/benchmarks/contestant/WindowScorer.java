package io.intentstream.benchmarks.contestant;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.TorchRuntime;
import io.intentstream.core.profile.PreviousProfile;
import io.intentstream.core.profile.ProfileWriter;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateWriter;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.Window;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event at a time as tutorials show it: the whole session through {@link Predictor#predict} for every event. State,
 * features, profile and intent are the engine's own, so its results are the same as the engine's, as long as a session
 * fits into the window. Belongs to one thread.
 */
public final class WindowScorer implements AutoCloseable {
    private final EngineSettings settings = EngineSettings.defaults();
    private final ProfileWriter profiles = new ProfileWriter();
    private final StateWriter writer = new StateWriter();
    private final IntentModel bundle;
    private final FeatureSet features;
    private final ScoreCalibrator calibrated;
    private final IntentWriter intents;
    private final Model model;
    private final Predictor<List<FeatureVector>, float[]> predictor;

    /**
     * What an event brings.
     *
     * @param state the user's new state, encoded
     * @param profile the profile after the event
     * @param intent the intent after the event
     */
    public record WindowScore(byte[] state, EncodedRecord<UserProfile> profile, EncodedRecord<PurchaseIntent> intent) {}

    /** @param folder the model bundle */
    public WindowScorer(Path folder) throws MalformedModelException, IOException {
        TorchRuntime.start();
        bundle = ModelBundle.load(folder);
        features = new FeatureSet(bundle.manifest().features());
        calibrated = new ScoreCalibrator(bundle.manifest());
        intents = new IntentWriter(bundle, calibrated, settings.sessionGap().toMillis());
        model = Model.newInstance("model", "PyTorch");
        model.load(folder, "model");
        predictor = model.newPredictor(new SessionTranslator());
    }

    /**
     * Scores an event.
     *
     * @param encoded the user's state; null for a new user
     */
    public WindowScore score(ClickEvent event, byte @Nullable [] encoded) {
        UserState state = encoded == null ? new UserState(settings) : UserState.decode(encoded, settings);
        Window window = state.window();
        double previous = window.size() == 0 ? Double.NaN : calibrated.probability(window.logit(window.size() - 1));
        PreviousProfile shown =
                PreviousProfile.of(state.history(), window.size() == 0 ? Band.LOW : calibrated.band(previous));
        WindowEvent windowEvent = WindowEvent.of(event, features.attributes());
        boolean late = state.isLate(windowEvent.time());
        if (late) {
            state.insertLate(windowEvent);
        } else {
            state.history().begin(windowEvent);
            state.append(windowEvent);
        }
        scoreSession(state);
        int last = window.size() - 1;
        EncodedIntent intent = intents.write(event, state, last, state.history().events(), previous, late);
        EncodedRecord<UserProfile> profile = profiles.write(event.getUserId(), state.history(), window, intent, shown);
        state.trim();
        return new WindowScore(state.encode(writer), profile, intent.record());
    }

    private void scoreSession(UserState state) {
        int start = state.window()
                .sessionStart(state.window().size() - 1, settings.sessionGap().toMillis());
        List<FeatureVector> session = new ArrayList<>();
        state.refold(start, (i, before, windowEvent) -> session.add(features.of(before, windowEvent)));
        float[] logits = predict(session);
        for (int i = 0; i < logits.length; i++) {
            state.window().setLogit(start + i, logits[i]);
        }
    }

    private float[] predict(List<FeatureVector> session) {
        try {
            return predictor.predict(session);
        } catch (TranslateException e) {
            throw new IllegalStateException("The model failed", e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
        bundle.close();
    }
}
