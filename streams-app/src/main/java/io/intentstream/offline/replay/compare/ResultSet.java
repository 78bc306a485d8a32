package io.intentstream.offline.replay.compare;

/** One of the sides of a comparison. */
public interface ResultSet {

    /** What it is, for people. */
    String describe();

    /** About how many bytes of results it has. */
    long estimatedBytes();

    /** Whether results that were followed by later ones of the same user may be gone. */
    boolean isCompacted();

    /** Whether results come with the bytes that were written, so that these can be compared; otherwise values are. */
    default boolean hasBytes() {
        return true;
    }

    /** Takes what is read. */
    interface ResultCursor {
        void result(Result result);

        /** A user's results were dropped because the user expired; nothing to compare. */
        void tombstone(String userId);
    }

    /**
     * Reads all of it, a user's results in their order.
     *
     * @throws RuntimeException with a message for the user, when it can't be read
     */
    void read(ResultCursor reader);
}
