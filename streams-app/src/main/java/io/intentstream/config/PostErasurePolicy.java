package io.intentstream.config;

/** What becomes of events that come after their user was erased. */
public enum PostErasurePolicy {
    /** They make a new user, of whom nothing earlier is known. Costs nothing. */
    RESTART,
    /**
     * They are withheld, as if without consent, until the user is resumed. The engine must remember the user's id for
     * that, and looks it up once for each user of a batch.
     */
    IGNORE
}
