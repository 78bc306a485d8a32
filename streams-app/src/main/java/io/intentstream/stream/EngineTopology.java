package io.intentstream.stream;

import io.intentstream.config.AppConfig.ControlTopics;
import io.intentstream.core.state.StateKey;
import io.intentstream.stream.packing.ConsumedBatch;
import io.intentstream.stream.packing.ConsumedBatchSerde;
import io.intentstream.stream.store.PendingDeletes;
import io.intentstream.stream.store.StateKeySerde;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stream in one sentence: clickstream and users' requests, by user, through the engine and its stores, to profiles,
 * intents, receipts and dead letters.
 */
public final class EngineTopology {
    static final String SOURCE = "clickstream";
    static final String REQUESTS_SOURCE = "user-requests";
    static final String WITH_REQUESTS = "with-user-requests";
    static final String REKEY = "rekey";
    static final String REPARTITION = "by-user";
    static final String ENGINE = "engine";
    public static final String USERS_STORE = "users";
    public static final String IDLE_USERS_STORE = "idle-users";
    public static final String IGNORED_USERS_STORE = "ignored-users";
    public static final String DROPPED_PARTS_STORE = "dropped-parts";
    public static final String PROFILES_SINK = "profiles";
    public static final String INTENTS_SINK = "intents";
    public static final String DEAD_LETTERS_SINK = "dead-letters";
    public static final String RECEIPTS_SINK = "receipts";

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final Serde<ConsumedBatch> ARRIVALS = new ConsumedBatchSerde();

    private EngineTopology() {}

    /** Input that is keyed by userId. */
    static Topology keyedByUser(
            List<String> input,
            Optional<ControlTopics> control,
            TimestampExtractor timestamps,
            ProcessorSupplier<byte[], ConsumedBatch, byte[], byte[]> engine,
            OutputTopics output) {
        StreamsBuilder builder = new StreamsBuilder();
        score(builder, clickstream(builder, input, timestamps), control, timestamps, engine, output);
        return builder.build();
    }

    /** Input that is keyed otherwise, or not at all. */
    static Topology keyedOtherwise(
            List<String> input,
            Optional<ControlTopics> control,
            TimestampExtractor timestamps,
            ProcessorSupplier<byte[], ConsumedBatch, byte[], ConsumedBatch> rekey,
            ProcessorSupplier<byte[], ConsumedBatch, byte[], byte[]> engine,
            OutputTopics output) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], ConsumedBatch> byUser = clickstream(builder, input, timestamps)
                .process(rekey, Named.as(REKEY))
                .repartition(Repartitioned.<byte[], ConsumedBatch>as(REPARTITION)
                        .withKeySerde(BYTES)
                        .withValueSerde(ARRIVALS));
        score(builder, byUser, control, timestamps, engine, output);
        return builder.build();
    }

    /** The topic between {@link #REKEY} and {@link #ENGINE}. */
    static String repartitionTopic(String applicationId) {
        return applicationId + "-" + REPARTITION + "-repartition";
    }

    private static KStream<byte[], ConsumedBatch> clickstream(
            StreamsBuilder builder, List<String> input, TimestampExtractor timestamps) {
        return builder.stream(
                input, Consumed.with(BYTES, ARRIVALS).withName(SOURCE).withTimestampExtractor(timestamps));
    }

    private static KStream<byte[], ConsumedBatch> requests(
            StreamsBuilder builder, String topic, TimestampExtractor timestamps) {
        return builder.stream(
                topic, Consumed.with(BYTES, ARRIVALS).withName(REQUESTS_SOURCE).withTimestampExtractor(timestamps));
    }

    private static void score(
            StreamsBuilder builder,
            KStream<byte[], ConsumedBatch> clickstream,
            Optional<ControlTopics> control,
            TimestampExtractor timestamps,
            ProcessorSupplier<byte[], ConsumedBatch, byte[], byte[]> engine,
            OutputTopics output) {
        builder.addStateStore(users())
                .addStateStore(idleUsers())
                .addStateStore(ignoredUsers())
                .addStateStore(new PendingDeletes.PendingDeletesBuilder(DROPPED_PARTS_STORE));
        KStream<byte[], byte[]> results = control.map(topics ->
                        clickstream.merge(requests(builder, topics.requests(), timestamps), Named.as(WITH_REQUESTS)))
                .orElse(clickstream)
                .process(
                        engine,
                        Named.as(ENGINE),
                        USERS_STORE,
                        IDLE_USERS_STORE,
                        IGNORED_USERS_STORE,
                        DROPPED_PARTS_STORE);
        control.ifPresent(topics ->
                results.to(topics.receipts(), Produced.with(BYTES, BYTES).withName(RECEIPTS_SINK)));
        results.to(output.profiles(), Produced.with(BYTES, BYTES).withName(PROFILES_SINK));
        results.to(output.intents(), Produced.with(BYTES, BYTES).withName(INTENTS_SINK));
        results.to(output.deadLetters(), Produced.with(BYTES, BYTES).withName(DEAD_LETTERS_SINK));
    }

    /** Cached, so that a lively user is written to the changelog once a commit and not once a batch. */
    private static StoreBuilder<KeyValueStore<StateKey, byte[]>> users() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(USERS_STORE), new StateKeySerde(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> idleUsers() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(IDLE_USERS_STORE), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> ignoredUsers() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(IGNORED_USERS_STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }
}
