package io.intentstream.stream.processing;

/** Where the engine's processor forwards records to. */
public enum Sink {
    /** UserProfiles. */
    PROFILES("profiles"),
    /** PurchaseIntents. */
    INTENTS("intents"),
    /** Rejected records. */
    DEAD_LETTERS("dead-letters"),
    /** UserReceipts. */
    RECEIPTS("receipts"),
    /** AudienceEvents. */
    AUDIENCE_EVENTS("audience-events"),
    /** SessionOutcomes. */
    SESSION_OUTCOMES("session-outcomes"),
    /** Recommendations. */
    RECOMMENDATIONS("recommendations"),
    /** The time of a quiet partition, to the topic of users' requests. */
    TICKS("ticks");

    private final String node;

    Sink(String node) {
        this.node = node;
    }

    /** The sink's name in the topology. */
    public String node() {
        return node;
    }
}
