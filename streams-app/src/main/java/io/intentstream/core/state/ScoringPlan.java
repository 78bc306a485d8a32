package io.intentstream.core.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model steps that score an event which was added to a user's state. Usually there is one. Several are needed when
 * earlier results are no longer exact: from a late event on, or from the session's start when the recurrent state is
 * missing or belongs to another model.
 *
 * @param index place of the added event in the window; -1 when it is older than the window
 * @param late whether the event is older than one that the state contains
 * @param recomputed whether earlier events are scored again
 * @param start recurrent state before the first step, not to be written to; null for the state of zeros
 * @param steps in the order in which the model takes them; at least one
 * @param <F> the features of an event
 */
public record ScoringPlan<F>(
        int index, boolean late, boolean recomputed, float @Nullable [] start, List<ModelStep<F>> steps) {

    /**
     * One step of the model.
     *
     * @param index place of the event in the window
     * @param features what the model reads of the event
     * @param startsSession whether the step begins with the recurrent state of zeros
     */
    public record ModelStep<F>(int index, F features, boolean startsSession) {}

    /** What the model reads of the added event; null when the event is older than the window and not scored itself. */
    public @Nullable F features() {
        for (ModelStep<F> step : steps) {
            if (step.index == index) {
                return step.features;
            }
        }
        return null;
    }
}
