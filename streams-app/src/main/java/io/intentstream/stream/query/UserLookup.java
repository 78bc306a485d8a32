package io.intentstream.stream.query;

import io.intentstream.core.state.StoredState;

/** What an instance can say when it is asked for a user. */
public sealed interface UserLookup {

    /**
     * The user's state is here.
     *
     * @param state as the engine encoded it
     */
    record Found(StoredState state) implements UserLookup {}

    /** The user's partition is here, and nothing is known of the user. */
    record Unknown() implements UserLookup {}

    /**
     * Another instance has the user's partition.
     *
     * @param host where its HTTP server is reached
     * @param port where its HTTP server is reached
     */
    record Elsewhere(String host, int port) implements UserLookup {}

    /**
     * Nobody can say just now: ask again.
     *
     * @param reason why, for a person
     */
    record Unavailable(String reason) implements UserLookup {}
}
