package io.intentstream.core.engine;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.Stepper;
import io.intentstream.core.profile.ProfileWriter;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateChange;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.StateWriter;
import io.intentstream.core.state.UserState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one call at the centre: states and events in; states, profiles and intents out. Reads no clock and no random
 * source: the same events per user give the same bytes, however they are batched.
 *
 * <p>A batch goes in rounds. In each round every user with work left puts one event up for scoring, and the model steps
 * all of them at once; a user's own events so follow one another, each on the state that the one before it left.
 *
 * <p>Belongs to one thread.
 */
public final class Engine implements AutoCloseable {
    /** Most of the visits that one thread has under way at a time; more brought nothing but a larger heap. */
    private static final int RECENT_USERS = 1024;

    private final EngineSettings settings;
    private final Stepper stepper;
    private final Scoring scoring;
    private final StateWriter writer = new StateWriter();
    private final RecentStates recent = new RecentStates(RECENT_USERS);

    /**
     * An engine for the calling thread.
     *
     * @param settings gap, window, decay and expiry
     * @param model the model, shared; closing the engine leaves it open
     * @throws IllegalArgumentException when the model reads a feature that this release does not compute
     */
    public Engine(EngineSettings settings, IntentModel model) {
        this(settings, model, true);
    }

    /**
     * An engine for the calling thread, for who may have no use for profiles: intents and states are the same without.
     *
     * @param profilesWanted whether a profile is written for every event
     */
    public Engine(EngineSettings settings, IntentModel model, boolean profilesWanted) {
        this.settings = settings;
        ScoreCalibrator calibrated = new ScoreCalibrator(model.manifest());
        this.scoring = new Scoring(
                settings,
                model.fingerprint(),
                new float[model.stateSize()],
                new FeatureSet(model.manifest().features()),
                calibrated,
                new IntentWriter(model, calibrated, settings.sessionGap().toMillis()),
                new ProfileWriter(),
                profilesWanted);
        this.stepper = model.newStepper();
    }

    /**
     * Applies a batch of events, in order, and stages what comes of it. Tell {@link #written} when the changes are in the
     * store: until then the engine takes it that they may never be.
     *
     * @param inputs validated events
     * @param states the users' states before the batch; the same object for the same store, always
     * @throws IllegalStateException when a state cannot be decoded
     */
    public BatchResult apply(List<InputEvent> inputs, UserStates states) {
        recent.begin();
        Outcome[] outcomes = new Outcome[inputs.size()];
        Map<String, UserScoringTask> turns = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            InputEvent input = inputs.get(i);
            if (input.event().getConsent()) {
                turns.computeIfAbsent(input.event().getUserId(), user -> newTurn(user, states, outcomes))
                        .add(i, input);
            } else {
                outcomes[i] = new Outcome.Withheld();
            }
        }
        playRounds(turns.values());
        return new BatchResult(Arrays.asList(outcomes), changes(turns, states));
    }

    private UserScoringTask newTurn(String userId, UserStates states, Outcome[] outcomes) {
        RecentStates.CachedState kept = recent.take(userId, states);
        if (kept != null) {
            return new UserScoringTask(scoring, kept.state(), kept.shown(), outcomes);
        }
        byte[] head = states.read(StateKey.head(userId));
        UserState state =
                head == null ? new UserState(settings) : UserState.decode(userId, head, states::read, settings);
        return new UserScoringTask(scoring, state, null, outcomes);
    }

    private void playRounds(Iterable<UserScoringTask> turns) {
        List<UserScoringTask> playing = new ArrayList<>();
        for (UserScoringTask turn : turns) {
            if (turn.advance()) {
                playing.add(turn);
            }
        }
        while (!playing.isEmpty()) {
            for (int from = 0; from < playing.size(); from += stepper.capacity()) {
                step(playing.subList(from, Math.min(playing.size(), from + stepper.capacity())));
            }
            playing.removeIf(turn -> !turn.advance());
        }
    }

    private void step(List<UserScoringTask> rows) {
        for (int row = 0; row < rows.size(); row++) {
            rows.get(row).put(stepper, row);
        }
        stepper.step(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            rows.get(row).take(stepper, row);
        }
    }

    private List<BatchResult.Change> changes(Map<String, UserScoringTask> turns, UserStates states) {
        List<BatchResult.Change> changes = new ArrayList<>(turns.size());
        for (Map.Entry<String, UserScoringTask> entry : turns.entrySet()) {
            UserScoringTask turn = entry.getValue();
            if (turn.changed()) {
                StateChange change = turn.state().store(writer);
                recent.keep(entry.getKey(), states, turn.state(), turn.shown());
                changes.add(new BatchResult.Change(
                        entry.getKey(),
                        change,
                        turn.lastSeenBefore(),
                        turn.state().history().lastSeen()));
            }
        }
        return changes;
    }

    /** All that the latest batch changed is in the store: the engine may go on from it without reading it again. */
    public void written() {
        recent.written();
    }

    /** How many users' states memory holds beside the stores, so that they need not be decoded again. */
    public int recentUsers() {
        return recent.size();
    }

    /** Lets go of what memory holds of a user who is gone; the next event makes a new one. */
    public void forget(String userId) {
        recent.forget(userId);
    }

    /**
     * Lets go of all users: for a caller that hands some over to another engine, which alone will hear of their end, or
     * that brings none of them again soon.
     */
    public void forgetAll() {
        recent.forgetAll();
    }

    @Override
    public void close() {
        stepper.close();
    }
}
