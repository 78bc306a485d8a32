package io.intentstream.stream.query;

import io.intentstream.core.state.StoredState;

/** The outcome of looking up a user. */
public sealed interface UserLookup {

    /**
     * The user's state is on this instance.
     *
     * @param state encoded by the engine
     */
    record Found(StoredState state) implements UserLookup {}

    /** The user's partition is on this instance, and it has no state of the user. */
    record Unknown() implements UserLookup {}

    /**
     * Another instance has the user's partition.
     *
     * @param host of its HTTP server
     * @param port of its HTTP server
     */
    record Elsewhere(String host, int port) implements UserLookup {}

    /**
     * The lookup is not possible now; a retry may succeed.
     *
     * @param reason why, in plain words
     */
    record Unavailable(String reason) implements UserLookup {}
}
