package io.intentstream.core.engine;

import io.intentstream.core.audience.MembershipEvaluator;
import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.Stepper;
import io.intentstream.core.profile.ProfileWriter;
import io.intentstream.core.profile.SessionOutcomeWriter;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.StateWriter;
import io.intentstream.core.state.UserState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one call at the centre, {@link #apply}: users' states and events in; new states, profiles and intents out. It reads
 * no clock and no random source: the same events per user give the same bytes, however they are batched.
 *
 * <p>A batch is scored in rounds. In each round every user with work left offers one event, and the model steps all of
 * them at once. So a user's own events follow one another, each on the state that the one before it left.
 *
 * <p>A batch takes three calls: {@link #load} reads the states, {@link #apply} computes, and {@link #persisted} follows when
 * the changes are stored. If the third is missing, the next batch reads the states from the store again.
 *
 * <p>Belongs to one thread.
 */
public final class Engine implements AutoCloseable {
    /** Most sessions that one thread has in progress at a time; a larger cache only brought a larger heap. */
    private static final int RECENT_USERS = 1024;

    private final EngineSettings settings;
    private final Stepper stepper;
    private final MembershipEvaluator audiences;
    private final TimePassage time;
    private final Scoring scoring;
    private final StateWriter writer = new StateWriter();
    private final RecentStates recent = new RecentStates(RECENT_USERS);

    /**
     * Creates an engine for the calling thread.
     *
     * @param settings session gap, window, decay and expiry
     * @param model the model, shared; closing the engine leaves it open
     * @throws IllegalArgumentException when the model reads a feature that this release does not compute
     */
    public Engine(EngineSettings settings, IntentModel model) {
        this(settings, model, EngineOutputs.PROFILES_AND_INTENTS);
    }

    /**
     * Creates an engine for the calling thread. Intents do not depend on what else is written.
     *
     * @param outputs what is made of each event besides the intent
     */
    public Engine(EngineSettings settings, IntentModel model, EngineOutputs outputs) {
        this.settings = settings;
        ScoreCalibrator calibrator = new ScoreCalibrator(model.manifest());
        FeatureSet features = model.features();
        IntentWriter intents = new IntentWriter(model, calibrator);
        this.audiences = new MembershipEvaluator(outputs.audiences(), calibrator, intents);
        this.time = new TimePassage(outputs, settings, audiences, new SessionOutcomeWriter(model.fingerprint()));
        this.scoring = new Scoring(
                model.fingerprint(),
                new float[model.stateSize()],
                features,
                features::of,
                calibrator,
                intents,
                new ProfileWriter(outputs.audiences().isEmpty() ? null : audiences::nameOf),
                outputs,
                outputs.recommendations().map(RecommendationLists::new),
                time);
        this.stepper = model.newStepper();
    }

    /**
     * Loads the users of a batch: from memory where the batch that stored them was recent, otherwise from the store. Users
     * of events without consent are not loaded.
     *
     * @param inputs the batch
     * @param store holds the users' states
     * @return the users by id, in the order of their first event
     * @throws IllegalStateException when a state cannot be decoded
     */
    public Map<String, LoadedUser> load(List<InputEvent> inputs, UserStates store) {
        Map<String, LoadedUser> users = new LinkedHashMap<>();
        for (InputEvent input : inputs) {
            if (input.event().getConsent()) {
                users.computeIfAbsent(input.event().getUserId(), userId -> load(userId, store));
            }
        }
        return users;
    }

    private LoadedUser load(String userId, UserStates store) {
        LoadedUser cached = recent.take(userId, store);
        if (cached != null) {
            return cached;
        }
        byte[] head = store.read(new StateKey.Head(userId));
        UserState state =
                head == null ? new UserState(userId, settings) : UserState.decode(userId, head, store::read, settings);
        return new LoadedUser(state, null);
    }

    /**
     * Applies a batch of events in their order. Nothing outside the given states changes.
     *
     * @param inputs valid events
     * @param users what {@link #load} returned for them
     */
    public BatchResult apply(List<InputEvent> inputs, Map<String, LoadedUser> users) {
        Outcome[] outcomes = new Outcome[inputs.size()];
        Map<String, UserScoringTask> tasks = new LinkedHashMap<>();
        users.forEach((userId, user) -> tasks.put(userId, new UserScoringTask(scoring, user, inputs, outcomes)));
        for (int i = 0; i < outcomes.length; i++) {
            InputEvent input = inputs.get(i);
            if (input.event().getConsent()) {
                tasks.get(input.event().getUserId()).add(i);
            } else {
                outcomes[i] = new Outcome.Withheld(input.event());
            }
        }
        scoreInRounds(tasks.values());
        return new BatchResult(Arrays.asList(outcomes), changes(tasks));
    }

    private void scoreInRounds(Iterable<UserScoringTask> tasks) {
        List<UserScoringTask> active = new ArrayList<>();
        for (UserScoringTask task : tasks) {
            if (task.advance()) {
                active.add(task);
            }
        }
        while (!active.isEmpty()) {
            for (int from = 0; from < active.size(); from += stepper.capacity()) {
                step(active.subList(from, Math.min(active.size(), from + stepper.capacity())));
            }
            active.removeIf(task -> !task.advance());
        }
    }

    private void step(List<UserScoringTask> rows) {
        for (int row = 0; row < rows.size(); row++) {
            rows.get(row).writeInput(stepper, row);
        }
        stepper.step(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            rows.get(row).readResult(stepper, row);
        }
    }

    private List<BatchResult.Change> changes(Map<String, UserScoringTask> tasks) {
        List<BatchResult.Change> changes = new ArrayList<>(tasks.size());
        tasks.forEach((userId, task) -> {
            if (task.changed()) {
                changes.add(change(task.user(), task.dueBefore()));
            }
        });
        return changes;
    }

    private BatchResult.Change change(LoadedUser user, long dueBefore) {
        UserState state = user.state();
        return new BatchResult.Change(
                state.userId(),
                state.store(writer),
                state.history().lastSeen(),
                dueBefore,
                state.followedTime().due(),
                user);
    }

    /**
     * Says that all changes of a batch are stored: their users need not be read again.
     *
     * @param store the store that was given to {@link #load}
     */
    public void persisted(BatchResult result, UserStates store) {
        for (BatchResult.Change change : result.changes()) {
            recent.put(change.userId(), store, change.user());
        }
    }

    /**
     * Lets time pass for users without an event: everything that falls due up to a moment comes out, with the time at which
     * it fell due. Users whose audiences were defined otherwise are evaluated anew, as of the moment.
     *
     * @param userIds each at most once; those without a state are left out
     * @param until epoch milliseconds of event time
     * @param store holds the users' states
     * @throws IllegalStateException when a state cannot be decoded
     */
    public TimeResult advance(List<String> userIds, long until, UserStates store) {
        List<TimeResult.UserTime> users = new ArrayList<>(userIds.size());
        for (String userId : userIds) {
            boolean inMemory = recent.has(userId, store);
            LoadedUser user = load(userId, store);
            if (user.state().size() > 0) {
                users.add(advance(user, inMemory, until));
            }
        }
        return new TimeResult(users);
    }

    private TimeResult.UserTime advance(LoadedUser user, boolean inMemory, long until) {
        UserState state = user.state();
        long dueBefore = state.followedTime().due();
        List<UserChange> changes = new ArrayList<>(1);
        time.advance(state, until, changes);
        boolean deletable = time.isDeletable(state, until);
        return new TimeResult.UserTime(state.userId(), changes, deletable ? null : change(user, dueBefore), inMemory);
    }

    /**
     * What has to be said before a user is erased: that the user leaves every audience. Nothing is stored; the user is no
     * longer in memory.
     *
     * @param store holds the user's state; without one, or with one that cannot be read, there is nothing to say
     */
    public List<UserChange> farewell(String userId, UserStates store) {
        try {
            UserState state = load(userId, store).state();
            List<UserChange> changes = new ArrayList<>();
            time.farewell(state, changes);
            return changes;
        } catch (IllegalStateException unreadable) {
            return List.of();
        }
    }

    /**
     * Tells the engine of audiences that states may still name although they are no longer defined.
     *
     * @param names their names, by {@link io.intentstream.core.audience.Audience#idOf}
     */
    public void remember(Map<Integer, String> names) {
        audiences.remember(names);
    }

    /**
     * Says that all changes of time are stored. Users who were in memory stay there; silent ones do not take the place of those
     * who are in the middle of a session.
     */
    public void persisted(TimeResult result, UserStates store) {
        for (TimeResult.UserTime user : result.users()) {
            if (user.state() != null && user.inMemory()) {
                recent.put(user.userId(), store, user.state().user());
            }
        }
    }

    /** Number of users in memory. */
    public int recentUsers() {
        return recent.size();
    }

    /** Drops a user from memory, because the stored state was deleted. */
    public void evict(String userId) {
        recent.evict(userId);
    }

    /** Drops all users from memory, because another engine takes them over. */
    public void evictAll() {
        recent.evictAll();
    }

    @Override
    public void close() {
        stepper.close();
    }
}
