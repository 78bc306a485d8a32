package io.intentstream.core.engine;

import io.intentstream.core.state.StateKey;

/** Where the engine reads users' states; each value is read at most once a batch. */
@FunctionalInterface
public interface UserStates {
    /** The value under the key, or null when there is none. The engine doesn't change the array. */
    byte[] read(StateKey key);
}
