package io.intentstream.offline.replay.compare;

/** One side of a comparison. */
public interface ResultSet {

    /** What it is, in words. */
    String describe();

    /** Approximate size of its results in bytes. */
    long estimatedBytes();

    /** Whether compaction may have removed a result that a later one of the same user replaced. */
    boolean isCompacted();

    /** Whether results have the bytes that were written, so that bytes can be compared; otherwise values are. */
    default boolean hasBytes() {
        return true;
    }

    /** Receives what is read. */
    interface ResultCursor {
        void result(Result result);

        /** A user expired or was erased; there is nothing to compare. */
        void tombstone(String userId);
    }

    /**
     * Reads all results; each user's results are in order.
     *
     * @throws RuntimeException with a message for the user, when they cannot be read
     */
    void read(ResultCursor reader);
}
