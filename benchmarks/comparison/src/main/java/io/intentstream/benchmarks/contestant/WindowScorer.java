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
import io.intentstream.core.state.ScoringPlan;
import io.intentstream.core.state.ScoringPlan.ModelStep;
import io.intentstream.core.state.StateWriter;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores one event at a time as tutorials show it: {@link Predictor#predict} over the whole session for every event. State,
 * features, profile and intent are the engine's own, so the results equal the engine's as long as a session fits into the
 * window. Not thread-safe.
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
     * The results of an event.
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
        features = bundle.features();
        calibrated = new ScoreCalibrator(bundle.manifest());
        intents = new IntentWriter(bundle, calibrated);
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
        String userId = event.getUserId();
        UserState state = encoded == null
                ? new UserState(userId, settings)
                : UserState.decode(userId, encoded, key -> null, settings);
        int before = state.size() - 1;
        double previous = before < 0 ? Double.NaN : calibrated.probability(state.logit(before));
        PreviousProfile shown = PreviousProfile.of(state.history(), before < 0 ? Band.LOW : calibrated.band(previous));
        WindowEvent read = WindowEvent.of(event, features.attributes());
        ScoringPlan<FeatureVector> plan = state.add(read, features::of, bundle.fingerprint());
        scoreSession(state, plan);
        EncodedIntent intent = intents.write(
                event.getEventId(),
                read,
                state,
                state.size() - 1,
                state.history().events(),
                previous,
                plan.late());
        EncodedRecord<UserProfile> profile = profiles.write(userId, state, intent, shown);
        return new WindowScore(state.encode(writer), profile, intent.record());
    }

    /** No recurrent state is ever kept, so the plan has every event of the session. */
    private void scoreSession(UserState state, ScoringPlan<FeatureVector> plan) {
        int start = state.sessionStart(state.size() - 1);
        List<FeatureVector> session = plan.steps().stream()
                .filter(step -> step.index() >= start)
                .map(ModelStep::features)
                .toList();
        float[] logits = predict(session);
        for (int i = 0; i < logits.length; i++) {
            state.setScore(start + i, bundle.fingerprint(), logits[i], null);
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
