package io.intentstream.engine;

import io.intentstream.feature.FeatureVector;
import io.intentstream.model.Stepper;
import io.intentstream.profile.Facets;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.state.Click;
import io.intentstream.state.History;
import io.intentstream.state.UserState;
import io.intentstream.state.Window;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's events of a batch, on their way through the model. {@link #advance} takes up the next event that needs
 * scoring; {@link #put} and {@link #take} bring one of its steps through the stepper. An event needs one step, or one
 * for each event of the session when a step would not be exact: when it is late, or when another model (or none) made
 * the recurrent state.
 */
final class UserTurn {
    private final Scoring scoring;
    private final Outcome[] outcomes;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final long lastSeenBefore;
    private final float[] recurrent;
    private UserState state;
    private boolean changed;
    private @Nullable Current current;
    private @Nullable Facets facets;

    /** An event and where its outcome goes. */
    private record Queued(int index, Delivery delivery) {}

    /** A step to make: the event's place in the window, its features, and whether a session begins with it. */
    private record Step(int index, FeatureVector features, boolean fresh) {}

    /** The event under way, and what the profile showed before it; null when no profile is wanted. */
    private record Current(
            int index,
            ClickEvent event,
            @Nullable Double previous,
            @Nullable Facets before,
            boolean late,
            boolean recomputed,
            @Nullable FeatureVector features) {}

    /** @param facets what the profile showed after the state's latest event; null when it is not at hand */
    UserTurn(Scoring scoring, UserState state, @Nullable Facets facets, Outcome[] outcomes) {
        this.scoring = scoring;
        this.state = state;
        this.facets = facets;
        this.outcomes = outcomes;
        this.lastSeenBefore = state.history().lastSeen();
        this.recurrent = new float[scoring.stateSize()];
    }

    void add(int index, Delivery delivery) {
        queue.add(new Queued(index, delivery));
    }

    UserState state() {
        return state;
    }

    /** What the profile showed after the latest event; null when it is not at hand. */
    @Nullable
    Facets facets() {
        return facets;
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
        Step step = steps.element();
        if (step.fresh) {
            Arrays.fill(recurrent, 0);
        }
        stepper.put(row, step.features, recurrent);
    }

    /** Takes the step's result from the row. */
    void take(Stepper stepper, int row) {
        Step step = steps.remove();
        float logit = stepper.logit(row);
        state.window().setLogit(step.index, logit);
        if (Float.isNaN(logit)) {
            Arrays.fill(recurrent, 0);
            state.setRecurrent(step.index, scoring.fingerprint(), null);
        } else {
            stepper.state(row, recurrent);
            state.setRecurrent(step.index, scoring.fingerprint(), recurrent);
        }
    }

    private void take(Queued queued) {
        Delivery delivery = queued.delivery;
        ClickEvent event = delivery.event();
        Click click = Click.of(event, scoring.features().attributes());
        Window window = state.window();
        int known = window.indexOf(click.id());
        if (state.reached(delivery.source(), delivery.offset()) && (known >= 0 || state.reachesBack(click.time()))) {
            outcomes[queued.index] = redelivered(event, known);
            return;
        }
        if (known >= 0) {
            outcomes[queued.index] = new Outcome.Duplicate();
            return;
        }
        if (window.size() > 0
                && click.time() - state.history().lastSeen()
                        > scoring.settings().userTtl().toMillis()) {
            state = state.afresh();
            facets = null;
        }
        changed = true;
        Double previous = previousProbability();
        Facets before = scoring.profilesWanted() ? shown(previous) : null;
        boolean late = state.isLate(click.time());
        int place = late ? state.insertLate(click) : state.window().size();
        boolean recomputed = late ? sortIn(place) : append(click);
        if (scoring.settings().trackRedelivery() && delivery.offset() >= 0) {
            state.reach(delivery.source(), delivery.offset());
        }
        current = new Current(queued.index, event, previous, before, late, recomputed, featuresAt(place));
    }

    /** What the model is about to read of the event at a place; null when it is none of those to be scored. */
    private @Nullable FeatureVector featuresAt(int place) {
        for (Step step : steps) {
            if (step.index == place) {
                return step.features;
            }
        }
        return null;
    }

    /** Adds an event in time order; true when the whole session must be scored again. */
    private boolean append(Click click) {
        History history = state.history();
        history.begin(click);
        boolean fresh = history.session().events() == 0;
        boolean exact = fresh || state.fingerprint() == scoring.fingerprint();
        FeatureVector features = exact ? scoring.features().of(history, click) : null;
        state.append(click);
        int last = state.window().size() - 1;
        if (!exact) {
            scoreAgainFrom(last);
            return true;
        }
        if (!fresh && state.recurrent() != recurrent) {
            System.arraycopy(state.recurrent(), 0, recurrent, 0, recurrent.length);
        }
        steps.add(new Step(last, features, fresh));
        return false;
    }

    private boolean sortIn(int place) {
        scoreAgainFrom(place >= 0 ? place : state.window().size() - 1);
        return true;
    }

    /** Puts up every event from the start of the session that the {@code index}-th event belongs to. */
    private void scoreAgainFrom(int index) {
        long gap = scoring.settings().sessionGap().toMillis();
        state.refold(state.window().sessionStart(index, gap), (i, before, click) -> {
            boolean fresh = before.session().events() == 0;
            steps.add(new Step(i, scoring.features().of(before, click), fresh));
        });
        // A session that began before the window goes on from the state kept where the window begins.
        float[] base = state.baseRecurrent(scoring.fingerprint());
        Arrays.fill(recurrent, 0);
        if (base != null && steps.element().index == 0) {
            System.arraycopy(base, 0, recurrent, 0, recurrent.length);
        }
    }

    private void finish(Current event) {
        Window window = state.window();
        PurchaseIntent intent = scoring.intents()
                .of(event.event, state, window.size() - 1, state.history().events(), event.previous, event.late);
        EncodedProfile profile = null;
        if (event.before != null) {
            facets = Facets.of(state.history(), intent.getBand());
            profile = profile(intent, facets.changedSince(event.before));
        }
        state.trim();
        outcomes[event.index] = new Outcome.Scored(profile, intent, event.recomputed, event.features);
    }

    private Facets shown(@Nullable Double probability) {
        return facets != null ? facets : Facets.of(state.history(), band(probability));
    }

    private EncodedProfile profile(PurchaseIntent intent, List<String> changedFacets) {
        return new EncodedProfile(
                scoring.profiles().write(intent.getUserId(), state.history(), state.window(), intent, changedFacets));
    }

    private Outcome redelivered(ClickEvent event, int known) {
        Window window = state.window();
        int last = window.size() - 1;
        int index = known >= 0 ? known : last;
        Double previous = index == 0 ? null : scoring.calibrated().probability(window.logit(index - 1));
        long updateNumber = state.history().events() - (last - index);
        PurchaseIntent intent = scoring.intents().of(event, state, index, updateNumber, previous, false);
        PurchaseIntent latest = scoring.intents().of(event, state, last, updateNumber, previous, false);
        return new Outcome.Redelivered(profile(latest, List.of()), intent);
    }

    private @Nullable Double previousProbability() {
        Window window = state.window();
        return window.size() == 0 ? null : scoring.calibrated().probability(window.logit(window.size() - 1));
    }

    private Band band(@Nullable Double probability) {
        return probability == null ? Band.LOW : scoring.calibrated().band(probability);
    }
}
