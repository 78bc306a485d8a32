package io.intentstream.config;

import java.util.Locale;

/** What a crash may cost. The constants are Kafka Streams' values of {@code processing.guarantee}, in upper case. */
public enum ProcessingGuarantee {
    /**
     * Readers with {@code read_committed} see exactly one profile and one intent for each accepted event. Costs a
     * transaction per commit, and a restore of the state after a crash.
     */
    EXACTLY_ONCE_V2,
    /**
     * After a crash, profiles and intents may be emitted again. States stay correct, because each one stores the offsets
     * it has applied, which costs a few bytes per user. Readers see results sooner.
     */
    AT_LEAST_ONCE;

    /** The value of {@code processing.guarantee}. */
    public String kafkaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
