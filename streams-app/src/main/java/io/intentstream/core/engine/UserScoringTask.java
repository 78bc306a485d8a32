package io.intentstream.core.engine;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.core.model.Stepper;
import io.intentstream.core.profile.PreviousProfile;
import io.intentstream.core.state.History;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.Window;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.UserProfile;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One user's events of a batch, on their way through the model. {@link #advance} takes up the next event that needs
 * scoring; {@link #put} and {@link #take} bring one of its steps through the stepper. An event needs one step, or
 * several when one would not be exact: when it is late, one for each event from it on; when another model (or none) made
 * the recurrent state, or none is at hand from before the late event, one for each event of the session.
 */
final class UserScoringTask {
    private final Scoring scoring;
    private final Outcome[] outcomes;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private final Deque<ScoringStep> steps = new ArrayDeque<>();
    private final long lastSeenBefore;

    private UserState state;
    private boolean changed;
    private @Nullable Current current;
    private @Nullable PreviousProfile shown;
    /** What the next step goes on from; is not written to. */
    private float[] recurrent;

    /** An event and where its outcome goes. */
    private record Queued(int index, InputEvent input) {}

    /** A step to make: the event's place in the window, its features, and whether a session begins with it. */
    private record ScoringStep(int index, FeatureVector features, boolean fresh) {}

    /**
     * The event under way.
     *
     * @param previous probability before it; NaN when there is none
     */
    private record Current(
            int index,
            ClickEvent event,
            double previous,
            boolean late,
            boolean recomputed,
            @Nullable FeatureVector features) {}

    /** @param shown what the profile showed after the state's latest event; null when it is not at hand */
    UserScoringTask(Scoring scoring, UserState state, @Nullable PreviousProfile shown, Outcome[] outcomes) {
        this.scoring = scoring;
        this.state = state;
        this.shown = shown;
        this.outcomes = outcomes;
        this.lastSeenBefore = state.history().lastSeen();
        this.recurrent = scoring.noState();
    }

    void add(int index, InputEvent input) {
        queue.add(new Queued(index, input));
    }

    UserState state() {
        return state;
    }

    /** What the profile showed after the latest event; null when it is not at hand. */
    @Nullable
    PreviousProfile shown() {
        return shown;
    }

    /** Whether the state is other than it was read. */
    boolean changed() {
        return changed;
    }

    long lastSeenBefore() {
        return lastSeenBefore;
    }

    /** Finishes the event under way and takes up the next; false when no step is left to make. */
    boolean advance() {
        if (!steps.isEmpty()) {
            return true;
        }
        if (current != null) {
            finish(current);
            current = null;
        }
        while (steps.isEmpty() && !queue.isEmpty()) {
            take(queue.poll());
        }
        return !steps.isEmpty();
    }

    /** Puts the next step's input into a row of the stepper. */
    void put(Stepper stepper, int row) {
        ScoringStep step = steps.element();
        stepper.put(row, step.features, step.fresh ? scoring.noState() : recurrent);
    }

    /** Takes the step's result from the row. */
    void take(Stepper stepper, int row) {
        ScoringStep step = steps.remove();
        float logit = stepper.logit(row);
        state.window().setLogit(step.index, logit);
        if (Float.isNaN(logit)) {
            recurrent = scoring.noState();
            state.setRecurrent(step.index, scoring.fingerprint(), null);
        } else {
            recurrent = state.recurrence().spare(step.index, scoring.stateSize());
            stepper.state(row, recurrent);
            state.setRecurrent(step.index, scoring.fingerprint(), recurrent);
        }
    }

    private void take(Queued queued) {
        InputEvent input = queued.input;
        ClickEvent event = input.event();
        WindowEvent windowEvent = WindowEvent.of(event, scoring.features().attributes());
        Window window = state.window();
        int known = window.indexOf(windowEvent.id());
        if (state.reached(input.source(), input.offset()) && (known >= 0 || state.reachesBack(windowEvent.time()))) {
            outcomes[queued.index] = redelivered(event, known);
            return;
        }
        if (known >= 0) {
            outcomes[queued.index] = new Outcome.Duplicate();
            return;
        }
        if (window.size() > 0
                && windowEvent.time() - state.history().lastSeen()
                        > scoring.settings().userTtl().toMillis()) {
            state = state.reset();
            shown = null;
        }
        changed = true;
        double previous = previousProbability();
        if (scoring.profilesWanted() && shown == null) {
            shown = PreviousProfile.of(state.history(), band(previous));
        }
        boolean late = state.isLate(windowEvent.time());
        int place = late ? state.insertLate(windowEvent) : state.window().size();
        boolean recomputed = late ? sortIn(place) : append(windowEvent);
        if (scoring.settings().trackRedelivery() && input.offset() >= 0) {
            state.reach(input.source(), input.offset());
        }
        current = new Current(queued.index, event, previous, late, recomputed, featuresAt(place));
    }

    /** What the model is about to read of the event at a place; null when it is none of those to be scored. */
    private @Nullable FeatureVector featuresAt(int place) {
        for (ScoringStep step : steps) {
            if (step.index == place) {
                return step.features;
            }
        }
        return null;
    }

    /** Adds an event in time order; true when the whole session must be scored again. */
    private boolean append(WindowEvent windowEvent) {
        History history = state.history();
        history.begin(windowEvent);
        boolean fresh = history.session().events() == 0;
        boolean exact = fresh || state.recurrence().fingerprint() == scoring.fingerprint();
        FeatureVector features = exact ? scoring.features().of(history, windowEvent) : null;
        state.append(windowEvent);
        int last = state.window().size() - 1;
        if (!exact) {
            scoreSessionAgain(last);
            return true;
        }
        if (!fresh) {
            recurrent = state.recurrence().latest();
        }
        steps.add(new ScoringStep(last, features, fresh));
        return false;
    }

    private boolean sortIn(int place) {
        float[] before = place < 0 ? null : state.recurrence().before(place, scoring.fingerprint());
        if (before == null || !state.reachesStart(place, scoring.fingerprint())) {
            scoreSessionAgain(place >= 0 ? place : state.window().size() - 1);
        } else {
            scoreAgain(place, before);
        }
        return true;
    }

    /** Puts up every event from the start of the session that the {@code index}-th event belongs to. */
    private void scoreSessionAgain(int index) {
        int start = state.window()
                .sessionStart(index, scoring.settings().sessionGap().toMillis());
        // A session that began before the window goes on from the state kept where the window begins.
        float[] base = start == 0 ? state.recurrence().base(scoring.fingerprint()) : null;
        scoreAgain(start, base == null ? scoring.noState() : base);
    }

    /**
     * Puts up every event from the {@code first} on.
     *
     * @param before the recurrent state before it, for when no session begins with it
     */
    private void scoreAgain(int first, float[] before) {
        state.refold(first, (i, history, windowEvent) -> {
            boolean fresh = history.session().events() == 0;
            steps.add(new ScoringStep(i, scoring.features().of(history, windowEvent), fresh));
        });
        recurrent = before;
    }

    private void finish(Current event) {
        Window window = state.window();
        EncodedIntent intent = scoring.intents()
                .write(event.event, state, window.size() - 1, state.history().events(), event.previous, event.late);
        EncodedRecord<UserProfile> profile = shown == null ? null : profile(event, intent, shown);
        state.trim();
        outcomes[event.index] = new Outcome.Scored(profile, intent, event.recomputed, event.features);
    }

    private EncodedRecord<UserProfile> profile(Current event, EncodedIntent intent, PreviousProfile before) {
        if (event.late) {
            before.forgetTrajectory();
        }
        return scoring.profiles().write(event.event.getUserId(), state.history(), state.window(), intent, before);
    }

    private Outcome redelivered(ClickEvent event, int known) {
        Window window = state.window();
        int last = window.size() - 1;
        int index = known >= 0 ? known : last;
        double previous = index == 0 ? Double.NaN : scoring.calibrated().probability(window.logit(index - 1));
        long updateNumber = state.history().events() - (last - index);
        EncodedIntent intent = scoring.intents().write(event, state, index, updateNumber, previous, false);
        EncodedIntent latest = scoring.intents().write(event, state, last, updateNumber, previous, false);
        return new Outcome.Redelivered(
                scoring.profiles().write(event.getUserId(), state.history(), window, latest), intent);
    }

    /** Probability after the latest event; NaN when there is none. */
    private double previousProbability() {
        Window window = state.window();
        return window.size() == 0 ? Double.NaN : scoring.calibrated().probability(window.logit(window.size() - 1));
    }

    private Band band(double probability) {
        return Double.isNaN(probability) ? Band.LOW : scoring.calibrated().band(probability);
    }
}
