package io.intentstream.core.engine;

import io.intentstream.core.state.StateChange;
import java.util.List;

/**
 * The result of a batch. Nothing has been written: the caller writes the states and sends the results, all of them or
 * none.
 *
 * @param outcomes one for each event, in their order
 * @param changes the users whose state changed, each once, in the order of their first event
 */
public record BatchResult(List<Outcome> outcomes, List<Change> changes) {

    /**
     * A user's new state.
     *
     * @param userId the user
     * @param state the writes that store the new state
     * @param lastSeenBefore event time in epoch milliseconds of the user's latest event before the batch; -1 for a new
     *     user
     * @param lastSeen event time in epoch milliseconds of the user's latest event
     * @param user the new state, decoded
     */
    public record Change(String userId, StateChange state, long lastSeenBefore, long lastSeen, LoadedUser user) {}
}
