package io.intentstream.engine;

/** Where the engine reads users' encoded states; each user is read at most once a batch. */
@FunctionalInterface
public interface UserStates {
    /** The user's encoded state, or null for a new user. The engine doesn't change the array. */
    byte[] read(String userId);
}
