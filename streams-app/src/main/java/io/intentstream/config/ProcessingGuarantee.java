package io.intentstream.config;

/** What a crash may cost. The names are Kafka Streams' own values of {@code processing.guarantee}. */
public enum ProcessingGuarantee {
    /**
     * Every accepted event gives exactly one profile and one intent, as seen by {@code read_committed} readers. Costs a
     * transaction per commit, and a restore of the state after a crash.
     */
    EXACTLY_ONCE_V2("exactly_once_v2"),
    /**
     * After a crash an event's profile and intent may be emitted again; states stay right, since each remembers the
     * offsets it has seen, which costs a few bytes per user. Readers see results sooner.
     */
    AT_LEAST_ONCE("at_least_once");

    private final String kafkaName;

    ProcessingGuarantee(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    /** The value of {@code processing.guarantee}. */
    public String kafkaName() {
        return kafkaName;
    }
}
