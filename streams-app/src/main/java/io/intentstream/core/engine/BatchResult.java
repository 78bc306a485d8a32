package io.intentstream.core.engine;

import io.intentstream.core.state.StateChange;
import java.util.List;

/**
 * The staged result of a batch. Nothing has been written anywhere: the caller writes the states and emits the records,
 * all of them or none.
 *
 * @param outcomes one for each delivery, in their order
 * @param changes the users whose state changed, each once, in the order of their first event
 */
public record BatchResult(List<Outcome> outcomes, List<Change> changes) {

    /**
     * A user's new state.
     *
     * @param userId the user
     * @param state what is to be written of the new state
     * @param lastSeenBefore event time in epoch milliseconds of the user's latest event before the batch; -1 for a new
     *     user
     * @param lastSeen event time in epoch milliseconds of the user's latest event
     */
    public record Change(String userId, StateChange state, long lastSeenBefore, long lastSeen) {}
}
