package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import io.intentstream.core.state.StateKey;
import io.intentstream.schema.ClickEvent;
import io.intentstream.stream.packing.ConsumedBatch;
import io.intentstream.stream.packing.TimestampGuard;
import io.intentstream.stream.store.AudienceStore;
import io.intentstream.stream.store.PendingDeletes;
import io.intentstream.stream.store.StateKeySerde;
import io.intentstream.stream.store.StateStores;
import io.intentstream.stream.telemetry.AudienceCounts;
import io.intentstream.stream.telemetry.Instruments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A task whose stores outlive it, so that it can end and begin again. Results are written as text. */
final class DrivenTask {
    private final Instruments instruments = Instruments.of(new JavaLstm(42).manifest());
    private final List<ClickEvent> events = new ArrayList<>();
    private final List<StateStore> stores = new ArrayList<>();
    private final AppConfig config;
    private final Path folder;
    private Instant now;
    private MockProcessorContext<byte[], byte[]> context;
    private EngineProcessor processor;

    /** @param now the wall clock */
    DrivenTask(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
        this.config = AppConfig.of(Map.of(
                "bootstrap.servers",
                "none:9092",
                "data.dir",
                folder.toString(),
                "audiences.path",
                folder.resolve("audiences.yaml").toString(),
                "session.outcomes.topic",
                "session-outcomes"));
        this.context = context();
        stores.add(store(StateStores.USERS, new StateKeySerde()));
        stores.add(store(StateStores.DUE_USERS, Serdes.ByteArray()));
        stores.add(store(StateStores.IGNORED_USERS, Serdes.String()));
        stores.add(store(StateStores.AUDIENCES, Serdes.String()));
        stores.add(new PendingDeletes.PendingDeletesBuilder(StateStores.DROPPED_PARTS).build());
        stores.forEach(store -> store.init(context.getStateStoreContext(), store));
    }

    private MockProcessorContext<byte[], byte[]> context() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven");
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2");
        return new MockProcessorContext<>(settings, new TaskId(0, 3), folder.toFile());
    }

    private static <K> StateStore store(String name, Serde<K> keys) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
    }

    /** Begins, or ends without a word and begins again, perhaps with other audiences. */
    void start(AudienceSet audiences) {
        if (processor != null) {
            processor.close();
        }
        context = context();
        stores.forEach(context::addStateStore);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        InstantSource clock = () -> now;
        TimestampGuard guard = new TimestampGuard(config.maxFuture(), clock);
        OutputEncoder encoder = new OutputEncoder(
                config.topics(), new ResultSerializers(text(), text(), text(), text(), text()), guard);
        TickWriter ticks =
                new TickWriter("user-control", (topic, tick) -> tick.toString().getBytes(UTF_8), Duration.ofMinutes(1));
        processor = new EngineProcessor(
                new EnginePool(
                        () -> new Engine(config.engine(), new JavaLstm(42), new EngineOutputs(true, audiences, true))),
                UnaryOperator.identity(),
                new BatchDecoder(
                        (topic, headers, value) -> new Validation.Accepted(events.get(events.size() - 1)),
                        new EventValidator(config.maxFuture()),
                        false,
                        clock),
                encoder,
                Optional.empty(),
                Optional.of(new TimeSettings(audiences, config.audiences().grace(), Optional.of(ticks))),
                Optional.empty(),
                instruments);
        processor.init(context);
    }

    private static <T extends SpecificRecord> Serializer<EncodedRecord<T>> text() {
        return (topic, record) -> record.read().toString().getBytes(UTF_8);
    }

    void process(ClickEvent event) {
        events.add(event);
        long time = event.getEventTime().toEpochMilli();
        context.setRecordMetadata("clickstream", 3, events.size());
        context.setCurrentStreamTimeMs(time);
        processor.process(new Record<>(
                event.getUserId().getBytes(UTF_8), new ConsumedBatch.Raw(new byte[] {1}), time, new RecordHeaders()));
    }

    void advanceWallClock(Duration by) {
        now = now.plus(by);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(now.toEpochMilli()));
    }

    /** What was sent to a sink since the start. */
    List<String> sent(Sink sink) {
        return context.forwarded(sink.node()).stream()
                .map(forwarded -> new String(forwarded.record().value(), UTF_8))
                .toList();
    }

    /** Keys of the records that were sent to a sink since the start. */
    List<byte[]> keys(Sink sink) {
        List<byte[]> keys = new ArrayList<>();
        context.forwarded(sink.node())
                .forEach(forwarded -> keys.add(forwarded.record().key()));
        return keys;
    }

    AudienceCounts counts() {
        return instruments.audiences();
    }

    AudienceStore remembered() {
        return new AudienceStore(context.getStateStore(StateStores.AUDIENCES));
    }

    boolean knows(String userId) {
        KeyValueStore<StateKey, byte[]> users = context.getStateStore(StateStores.USERS);
        return users.get(new StateKey.Head(userId)) != null;
    }
}
