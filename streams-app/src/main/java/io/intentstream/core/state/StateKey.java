package io.intentstream.core.state;

/**
 * Under what a value of a user's state is stored.
 *
 * @param userId the user
 * @param part {@link #HEAD}, or the number of a part: negative for a snapshot, positive for a segment of the window
 */
public record StateKey(String userId, int part) {
    /** Number of the value that names the others. */
    public static final int HEAD = 0;

    /** Where a user's state is found. */
    public static StateKey head(String userId) {
        return new StateKey(userId, HEAD);
    }
}
