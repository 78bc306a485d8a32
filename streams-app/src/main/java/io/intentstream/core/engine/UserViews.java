package io.intentstream.core.engine;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.audience.MembershipEvaluator;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.profile.ProfileWriter;
import io.intentstream.core.profile.SessionOutcomeWriter;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StoredState;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows users' states to people, with the code that wrote the results. It scores nothing: the window contains the log-odds
 * after each event. They are what the engine computes for the events in time order, so they differ from what was served at
 * the time where an event was late. Immutable.
 */
public final class UserViews {
    private final EngineSettings settings;
    private final long fingerprint;
    private final ScoreCalibrator calibrated;
    private final IntentModel model;
    private final AudienceSet audiences;

    /**
     * Views of states that an engine with these settings and this model writes.
     *
     * @param model calibrates the scores, also those of a state that another model scored last
     * @param audiences whose members are shown
     */
    public UserViews(EngineSettings settings, IntentModel model, AudienceSet audiences) {
        this.audiences = audiences;
        this.settings = settings;
        this.fingerprint = model.fingerprint();
        this.calibrated = new ScoreCalibrator(model.manifest());
        this.model = model;
    }

    /**
     * The view of a user.
     *
     * @param stored the user's state, as the engine wrote it, with at least one event
     * @throws IllegalStateException when the state cannot be decoded
     */
    public UserView of(StoredState stored) {
        String userId = stored.userId();
        UserState state = UserState.decode(stored, settings);
        EncodedIntent latest = latest(state);
        EncodedRecord<UserProfile> profile = profiles(state).write(userId, state, latest);
        return new UserView(
                profile.read(), attributed(latest.record().read(), state), journey(state, calibrated), moments(state));
    }

    /**
     * How a user stands with each audience, in the order of the file: since when in it, and when that may change if no event
     * comes. As of a moment, whether anybody has let time pass for the user or not.
     *
     * @param stored the user's state, as the engine wrote it, with at least one event
     * @param now epoch milliseconds; the latest event counts when that is later
     * @throws IllegalStateException when the state cannot be decoded
     */
    public List<MembershipEvaluator.Standing> standings(StoredState stored, long now) {
        UserState state = UserState.decode(stored, settings);
        MembershipEvaluator evaluator = evaluator();
        TimePassage time = new TimePassage(
                new EngineOutputs(false, audiences, false), settings, evaluator, new SessionOutcomeWriter(fingerprint));
        time.advance(state, now, new ArrayList<>());
        return evaluator.standings(state, Math.max(now, state.history().lastSeen()));
    }

    /**
     * The audiences that a user belongs to, and those that the user enters if no event comes.
     *
     * @param stored the user's state, as the engine wrote it, with at least one event
     * @param now epoch milliseconds; the latest event counts when that is later
     * @throws IllegalStateException when the state cannot be decoded
     */
    public UserView.Memberships memberships(StoredState stored, long now) {
        long asOf = Math.max(now, UserState.decode(stored, settings).history().lastSeen());
        return Outlook.of(asOf, moment -> standings(stored, moment));
    }

    private MembershipEvaluator evaluator() {
        return new MembershipEvaluator(audiences, calibrated, new IntentWriter(model, calibrated));
    }

    private EncodedIntent latest(UserState state) {
        return after(state, state.size() - 1);
    }

    /** A membership that is not defined any more has no name here, so it is not shown. */
    private ProfileWriter profiles(UserState state) {
        if (audiences.isEmpty()) {
            return new ProfileWriter();
        }
        MembershipEvaluator evaluator = evaluator();
        evaluator.leaveUndefined(state, state.history().lastSeen(), (audience, definition, kind, since, values) -> {});
        return new ProfileWriter(evaluator::nameOf);
    }

    private EncodedIntent after(UserState state, int last) {
        return new IntentWriter(model, calibrated)
                .write(
                        "",
                        state.event(last),
                        state,
                        last,
                        state.history().events(),
                        previousProbability(state, last, calibrated),
                        false);
    }

    /** Marks a score that another model computed. */
    private PurchaseIntent attributed(PurchaseIntent intent, UserState state) {
        if (state.model() != 0 && state.model() != fingerprint) {
            intent.setModelName("");
            intent.setModelVersion("");
            intent.setModelFingerprint(String.format("%016x", state.model()));
        }
        return intent;
    }

    /** The window's events in time order, each with the score after it as this calibration reads it. */
    public static List<UserView.JourneyEvent> journey(UserState state, ScoreCalibrator calibrated) {
        List<UserView.JourneyEvent> steps = new ArrayList<>(state.size());
        for (int i = 0; i < state.size(); i++) {
            double probability = calibrated.probability(state.logit(i));
            double previous = previousProbability(state, i, calibrated);
            steps.add(new UserView.JourneyEvent(
                    state.event(i),
                    probability,
                    Double.isNaN(previous) ? 0 : ScoreCalibrator.round(probability - previous),
                    calibrated.band(probability),
                    Float.isNaN(state.logit(i))));
        }
        return steps;
    }

    private List<UserView.Moment> moments(UserState state) {
        List<UserView.Moment> moments = new ArrayList<>(state.size());
        for (int i = 0; i < state.size(); i++) {
            double before = logOddsBefore(state, i);
            double change = calibrated.logOdds(state.logit(i)) - before;
            moments.add(new UserView.Moment(
                    ScoreCalibrator.probabilityOf(before),
                    Double.isNaN(before) ? before : Math.round(change * 1000) / 1000.0,
                    after(state, i).record().read().getCategories()));
        }
        return moments;
    }

    /** As the intents' drivers are computed: a session starts from the base rate. */
    private double logOddsBefore(UserState state, int index) {
        if (state.sessionStart(index) < index) {
            return calibrated.logOdds(state.logit(index - 1));
        }
        boolean unknown = index == 0 && state.history().events() > state.size() && !beginsCurrentSession(state);
        return unknown ? Double.NaN : calibrated.baseLogOdds();
    }

    /** Whether the window begins with the current session's first event. */
    private static boolean beginsCurrentSession(UserState state) {
        return state.sessionStart(state.size() - 1) == 0
                && state.history().session().startedAt() >= state.time(0);
    }

    /** Probability after the event before {@code index}; NaN when there is none. */
    private static double previousProbability(UserState state, int index, ScoreCalibrator calibrated) {
        return index == 0 ? Double.NaN : calibrated.probability(state.logit(index - 1));
    }
}
