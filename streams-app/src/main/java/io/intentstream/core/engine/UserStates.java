package io.intentstream.core.engine;

import io.intentstream.core.state.StateKey;
import org.jspecify.annotations.Nullable;

/** A store of users' states, as far as the engine reads it. Two stores are the same when they are the same object. */
@FunctionalInterface
public interface UserStates {
    /** Returns the value of the key, or null when there is none. The engine does not change the array. */
    byte @Nullable [] read(StateKey key);
}
