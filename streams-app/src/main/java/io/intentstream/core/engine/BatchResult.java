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
     * @param lastSeen event time in epoch milliseconds of the user's latest event
     * @param dueBefore the minute since the epoch under which the user was to be looked at; -1 when there was none
     * @param due the minute since the epoch under which the user is to be looked at without an event: nothing about the user
     *     changes by time alone before it
     * @param user the new state, decoded
     */
    public record Change(String userId, StateChange state, long lastSeen, long dueBefore, long due, LoadedUser user) {}
}
