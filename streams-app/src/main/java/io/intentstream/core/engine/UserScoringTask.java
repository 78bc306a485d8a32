package io.intentstream.core.engine;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.core.model.Stepper;
import io.intentstream.core.profile.PreviousProfile;
import io.intentstream.core.state.ScoringPlan;
import io.intentstream.core.state.ScoringPlan.ModelStep;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.UserProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's events of a batch. {@link #advance} finishes the event whose steps are done and begins the next one;
 * {@link #writeInput} and {@link #readResult} exchange one step of it with the model.
 */
final class UserScoringTask {
    private final Scoring scoring;
    private final List<InputEvent> inputs;
    private final Outcome[] outcomes;
    private final UserState state;

    /** Places of the user's events in the batch, and how many of them have begun. */
    private int[] places = new int[2];

    private int count;
    private int begun;

    private boolean changed;
    private final long dueBefore;
    private @Nullable PreviousProfile previousProfile;

    // The event in progress.
    private @Nullable ScoringPlan<FeatureVector> plan;
    private @Nullable WindowEvent read;
    private int nextStep;
    /** Probability before the event; NaN when there is none. */
    private double previousProbability;
    /** What fell due before it. */
    private List<UserChange> changes = List.of();
    /** Whether it belongs to the current session. */
    private boolean inSession;
    /** The recurrent state before the next step; is not written to. */
    private float[] recurrent;

    /**
     * @param inputs the batch
     * @param outcomes one for each event of the batch; this task sets those of its user
     */
    UserScoringTask(Scoring scoring, LoadedUser user, List<InputEvent> inputs, Outcome[] outcomes) {
        this.scoring = scoring;
        this.inputs = inputs;
        this.outcomes = outcomes;
        this.state = user.state();
        this.previousProfile = user.previousProfile();
        this.dueBefore = state.followedTime().due();
        this.recurrent = scoring.initialState();
    }

    /** Adds an event of the user, by its place in the batch. */
    void add(int place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = place;
    }

    /** Finishes the event whose steps are done and begins the next one; false when the user has no step left. */
    boolean advance() {
        if (plan != null && nextStep == plan.steps().size()) {
            finish(plan);
            plan = null;
        }
        while (plan == null && begun < count) {
            begin(places[begun++]);
        }
        return plan != null;
    }

    private void begin(int place) {
        InputEvent input = inputs.get(place);
        ClickEvent event = input.event();
        WindowEvent windowEvent = WindowEvent.of(event, scoring.features().attributes());
        switch (state.admit(windowEvent, input.source(), input.offset())) {
            case REDELIVERED -> outcomes[place] = redelivered(event, windowEvent);
            case DUPLICATE -> outcomes[place] = new Outcome.Duplicate(event);
            case NEW -> add(windowEvent, input);
        }
    }

    private void add(WindowEvent event, InputEvent input) {
        changes = scoring.outputs().changes() ? new ArrayList<>(2) : List.of();
        scoring.time().beforeEvent(state, event.time(), changes);
        if (state.startAgainIfIdle(event.time())) {
            previousProfile = null;
        }
        changed = true;
        read = event;
        previousProbability = probability(state.size() - 1);
        if (scoring.outputs().profiles() && previousProfile == null) {
            previousProfile = PreviousProfile.of(state.history(), band(previousProbability));
        }
        SessionBefore before = SessionBefore.of(state.history(), event);
        plan = state.add(event, scoring.featuresOf(), scoring.model());
        inSession = before.isContinuedBy(state.history(), plan.late());
        if (inSession && scoring.outputs().sessionOutcomes()) {
            before.count(event, state.history(), state.followedTime().scores());
        }
        state.reach(input.source(), input.offset());
        nextStep = 0;
        recurrent = plan.start() == null ? scoring.initialState() : plan.start();
    }

    /** Writes the next step's input into a row of the stepper. */
    void writeInput(Stepper stepper, int row) {
        ModelStep<FeatureVector> step = plan.steps().get(nextStep);
        stepper.put(row, step.features(), step.startsSession() ? scoring.initialState() : recurrent);
    }

    /** Reads the step's result from the row. */
    void readResult(Stepper stepper, int row) {
        int index = plan.steps().get(nextStep++).index();
        float logit = stepper.logit(row);
        if (Float.isNaN(logit)) {
            recurrent = scoring.initialState();
            state.setScore(index, scoring.model(), logit, null);
        } else {
            recurrent = state.recurrentBuffer(index, scoring.stateSize());
            stepper.state(row, recurrent);
            state.setScore(index, scoring.model(), logit, recurrent);
        }
    }

    private void finish(ScoringPlan<FeatureVector> scored) {
        int place = places[begun - 1];
        ClickEvent event = inputs.get(place).event();
        EncodedIntent intent = scoring.intents()
                .write(
                        event.getEventId(),
                        read,
                        state,
                        state.size() - 1,
                        state.history().events(),
                        previousProbability,
                        scored.late());
        scoring.time().afterEvent(state, event.getEventId(), intent, inSession, changes);
        scoring.recommendations()
                .ifPresent(lists -> lists.afterEvent(state, event.getEventId(), read, inSession, changes));
        EncodedRecord<UserProfile> profile = null;
        if (previousProfile != null) {
            if (scored.late()) {
                previousProfile.forgetTrajectory();
            }
            profile = scoring.profiles().write(event.getUserId(), state, intent, previousProfile);
        }
        state.followedTime().changedSinceEvent(false);
        outcomes[place] = new Outcome.Scored(event, profile, intent, scored.recomputed(), scored.features(), changes);
    }

    private Outcome redelivered(ClickEvent event, WindowEvent again) {
        int known = state.indexOf(again.id());
        int last = state.size() - 1;
        int index = known >= 0 ? known : last;
        double previous = probability(index - 1);
        long updateNumber = state.history().events() - (last - index);
        String id = event.getEventId();
        EncodedIntent intent = scoring.intents().write(id, again, state, index, updateNumber, previous, false);
        EncodedIntent latest = scoring.intents().write(id, again, state, last, updateNumber, previous, false);
        return new Outcome.Redelivered(event, scoring.profiles().write(event.getUserId(), state, latest), intent);
    }

    /** Probability after the window's {@code index}-th event; NaN when there is none. */
    private double probability(int index) {
        return index < 0 ? Double.NaN : scoring.calibrator().probability(state.logit(index));
    }

    private Band band(double probability) {
        return Double.isNaN(probability) ? Band.LOW : scoring.calibrator().band(probability);
    }

    /** Whether the state has changed since it was loaded. */
    boolean changed() {
        return changed;
    }

    /** The user after the batch. */
    LoadedUser user() {
        return new LoadedUser(state, previousProfile);
    }

    /** The minute since the epoch under which the user was to be looked at before the batch; -1 when there was none. */
    long dueBefore() {
        return dueBefore;
    }
}
