package io.intentstream.config;

/** What happens to events that arrive after their user was erased. */
public enum PostErasurePolicy {
    /** They start a new user without a past. Costs nothing. */
    RESTART,
    /**
     * They are withheld, as if without consent, until the user is resumed. For this the engine stores the user's id, and
     * looks up the users of every batch.
     */
    IGNORE
}
