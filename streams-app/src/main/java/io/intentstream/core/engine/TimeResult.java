package io.intentstream.core.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What time alone changed about some users. As with {@link BatchResult}, nothing has been written.
 *
 * @param users one for each user that has a state, in the order in which they were given
 */
public record TimeResult(List<UserTime> users) {

    /**
     * A user to whom time has passed.
     *
     * @param userId the user
     * @param changes what fell due, in the order of its times
     * @param state the new state and its due time; null when the user is to be deleted
     * @param inMemory whether the user was in the engine's memory
     */
    public record UserTime(
            String userId, List<UserChange> changes, BatchResult.@Nullable Change state, boolean inMemory) {}
}
