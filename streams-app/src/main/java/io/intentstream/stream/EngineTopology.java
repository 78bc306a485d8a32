package io.intentstream.stream;

import io.intentstream.config.AppConfig;
import io.intentstream.stream.packing.ConsumedBatch;
import io.intentstream.stream.packing.ConsumedBatchSerde;
import io.intentstream.stream.processing.Sink;
import io.intentstream.stream.processing.TickWriter;
import io.intentstream.stream.store.StateStores;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The stream in one sentence: events and users' requests, keyed by user, go through the engine and its stores to
 * profiles, intents, dead letters and receipts, to what changes when time passes, and to recommendations.
 */
final class EngineTopology {
    private static final String SOURCE = "clickstream";
    private static final String REQUESTS_SOURCE = "user-requests";
    private static final String WITH_REQUESTS = "with-user-requests";
    private static final String REKEY = "rekey";
    private static final String REPARTITION = "by-user";
    private static final String ENGINE = "engine";

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final Serde<ConsumedBatch> BATCHES = new ConsumedBatchSerde();

    private EngineTopology() {}

    /**
     * The topology.
     *
     * @param config names the topics, and says whether events are keyed by user already
     * @param partitions that users are spread over; the input may have another number when events are not keyed by user
     * @param timestamps of both sources
     * @param rekey gives each event its userId as key; unused when the input is keyed by user
     * @param engine the processor
     */
    static Topology of(
            AppConfig config,
            int partitions,
            TimestampExtractor timestamps,
            ProcessorSupplier<byte[], ConsumedBatch, byte[], ConsumedBatch> rekey,
            ProcessorSupplier<byte[], ConsumedBatch, byte[], byte[]> engine) {
        AppConfig.Topics topics = config.topics();
        StreamsBuilder builder = new StreamsBuilder();
        StateStores.builders(topics.followTime()).forEach(builder::addStateStore);
        KStream<byte[], ConsumedBatch> events = builder.stream(topics.input(), from(SOURCE, timestamps));
        KStream<byte[], ConsumedBatch> byUser =
                config.inputKeyedByUser() ? events : repartition(events, rekey, partitions);
        KStream<byte[], byte[]> results = topics.control()
                .map(control -> builder.stream(control.requests(), everyRequest(timestamps)))
                .map(requests -> byUser.merge(requests, Named.as(WITH_REQUESTS)))
                .orElse(byUser)
                .process(engine, Named.as(ENGINE), StateStores.names(topics.followTime()));
        results.to(topics.profiles(), to(Sink.PROFILES));
        results.to(topics.intents(), to(Sink.INTENTS));
        results.to(topics.deadLetters(), to(Sink.DEAD_LETTERS));
        topics.control().ifPresent(control -> results.to(control.receipts(), to(Sink.RECEIPTS)));
        topics.audienceEvents().ifPresent(changes -> results.to(changes, to(Sink.AUDIENCE_EVENTS)));
        topics.sessionOutcomes().ifPresent(outcomes -> results.to(outcomes, to(Sink.SESSION_OUTCOMES)));
        topics.recommendations().ifPresent(lists -> results.to(lists, to(Sink.RECOMMENDATIONS)));
        if (config.ticks()) {
            topics.control().ifPresent(control -> results.to(control.requests(), toOwnPartition()));
        }
        return builder.build();
    }

    /** The topic between {@link #REKEY} and {@link #ENGINE}. */
    static String repartitionTopic(String applicationId) {
        return applicationId + "-" + REPARTITION + "-repartition";
    }

    private static KStream<byte[], ConsumedBatch> repartition(
            KStream<byte[], ConsumedBatch> events,
            ProcessorSupplier<byte[], ConsumedBatch, byte[], ConsumedBatch> rekey,
            int partitions) {
        return events.process(rekey, Named.as(REKEY))
                .repartition(Repartitioned.<byte[], ConsumedBatch>as(REPARTITION)
                        .withNumberOfPartitions(partitions)
                        .withKeySerde(BYTES)
                        .withValueSerde(BATCHES));
    }

    /** {@code auto.offset.reset} chooses among events; a request that was made before the first start counts. */
    private static Consumed<byte[], ConsumedBatch> everyRequest(TimestampExtractor timestamps) {
        return from(REQUESTS_SOURCE, timestamps).withOffsetResetPolicy(AutoOffsetReset.earliest());
    }

    private static Consumed<byte[], ConsumedBatch> from(String source, TimestampExtractor timestamps) {
        return Consumed.with(BYTES, BATCHES).withName(source).withTimestampExtractor(timestamps);
    }

    private static Produced<byte[], byte[]> toOwnPartition() {
        return Produced.with(TickWriter.KEYS, BYTES)
                .withName(Sink.TICKS.node())
                .withStreamPartitioner(TickWriter.PARTITIONS);
    }

    private static Produced<byte[], byte[]> to(Sink sink) {
        return Produced.with(BYTES, BYTES).withName(sink.node());
    }
}
