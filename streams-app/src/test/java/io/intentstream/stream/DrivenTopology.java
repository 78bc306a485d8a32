package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.WholeStates;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.state.StateKey;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.stream.packing.RecordBatcher;
import io.intentstream.stream.packing.TimestampGuard;
import io.intentstream.stream.processing.EnginePool;
import io.intentstream.stream.processing.EventDecoder;
import io.intentstream.stream.processing.ResultSerializers;
import io.intentstream.stream.store.StateStores;
import io.intentstream.stream.telemetry.AudienceCounts;
import io.intentstream.stream.telemetry.ChangeCounters;
import io.intentstream.stream.telemetry.EngineCounters;
import io.intentstream.stream.telemetry.Instruments;
import io.intentstream.stream.telemetry.ItemCounters;
import io.intentstream.wire.SchemaRegistryClient;
import io.intentstream.wire.SerdeSettings;
import io.intentstream.wire.ValueReader;
import io.intentstream.wire.format.EventReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology, registry, stores and engine, run record by record without a broker. */
final class DrivenTopology implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    private final EmbeddedSchemaRegistry registry;
    private final EventReader reader;
    private final ValueReader<UserRequest> requestReader;
    private final SerdeSettings serdes;
    private final Instruments instruments;
    private final AtomicReference<Engine> engine = new AtomicReference<>();
    private final String description;
    private Instant now = NOW;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final Optional<TestInputTopic<byte[], byte[]>> requests;
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
    private final Serializer<ClickEvent> eventSerializer;
    private final RecordBatcher batcher;

    private DrivenTopology(
            Path folder, Map<String, String> settings, AudienceSet audiences, UnaryOperator<EventDecoder> tampering) {
        registry = EmbeddedSchemaRegistry.start(folder, 0);
        Map<String, String> all = new HashMap<>(settings);
        all.put("bootstrap.servers", "none:9092");
        all.put("schema.registry.url", registry.url());
        all.put("data.dir", folder.toString());
        AppConfig config = AppConfig.of(all);
        Optional<ItemsBundle> items = config.recommendations().bundle();
        instruments = Instruments.of(new JavaLstm(42).manifest(), items);
        InstantSource clock = () -> now;
        serdes = SerdeSettings.ours(config.serde().settings());
        reader = EventReader.open(config, config.inputTopics());
        requestReader =
                ValueReader.open(UserRequest.class, serdes, config.serde().registryWait());
        eventSerializer = serdes.serializer();
        batcher = new RecordBatcher(256, 1 << 20, new TimestampGuard(config.maxFuture(), clock));
        TopologyFactory assembly = new TopologyFactory(
                config,
                tampering.apply(reader::read),
                ResultSerializers.of(serdes),
                requestReader,
                serdes.serializer(),
                serdes.serializer(),
                audiences,
                new EnginePool(() -> {
                    engine.set(new Engine(
                            config.engine(),
                            new JavaLstm(42),
                            new EngineOutputs(
                                    true,
                                    audiences,
                                    config.topics().sessionOutcomes().isPresent(),
                                    items.map(config.recommendations()::plan))));
                    return engine.get();
                }),
                Optional.empty(),
                instruments,
                clock);
        Topology topology = assembly.topology(1);
        description = topology.describe().toString();
        driver = new TopologyTestDriver(topology, StreamSettings.of(config), NOW);
        input = driver.createInputTopic("clickstream", new ByteArraySerializer(), new ByteArraySerializer());
        requests = config.topics()
                .control()
                .map(topics -> driver.createInputTopic(
                        topics.requests(), new ByteArraySerializer(), new ByteArraySerializer()));
        for (String topic : List.of(
                "user-profiles",
                "purchase-intents",
                "clickstream-dlq",
                "user-control",
                "user-control-receipts",
                "audience-events",
                "session-outcomes",
                "user-recommendations")) {
            outputs.put(
                    topic, driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        }
    }

    static DrivenTopology start(Path folder, Map<String, String> settings) {
        return start(folder, settings, UnaryOperator.identity());
    }

    /** With the decoder replaced. */
    static DrivenTopology start(Path folder, Map<String, String> settings, UnaryOperator<EventDecoder> tampering) {
        return new DrivenTopology(folder, settings, AudienceSet.NONE, tampering);
    }

    /** With audiences, which are declared otherwise than in a file. */
    static DrivenTopology start(Path folder, Map<String, String> settings, AudienceSet audiences) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("audiences.path", folder.resolve("audiences.yaml").toString());
        return new DrivenTopology(folder, all, audiences, UnaryOperator.identity());
    }

    Serializer<ClickEvent> eventSerializer() {
        return eventSerializer;
    }

    SchemaRegistryClient registryClient() {
        return SchemaRegistryClient.from(serdes.settings());
    }

    /** Sources, processors, stores and sinks. */
    String description() {
        return description;
    }

    ChangeCounters changes() {
        return instruments.changes();
    }

    ItemCounters items() {
        return instruments.items().orElseThrow();
    }

    AudienceCounts audienceCounts() {
        return instruments.audiences();
    }

    EngineCounters counters() {
        return instruments.counters();
    }

    /** A record keyed by its user with the event time as timestamp. */
    ConsumerRecord<byte[], byte[]> keyedByUser(ClickEvent event) {
        return record(
                event.getUserId().getBytes(UTF_8),
                eventSerializer.serialize("clickstream", event),
                event.getEventTime().toEpochMilli(),
                new RecordHeaders());
    }

    static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, long timestamp, Headers headers) {
        return new ConsumerRecord<>(
                "clickstream",
                0,
                0L,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** How many users' states the engine holds in memory in addition to the stores. */
    int usersInMemory() {
        return engine.get().recentUsers();
    }

    /** Sends the records as one batch with offsets from 0, as the consumer's interceptor does. */
    void pipeAsBatch(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> numbered = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            numbered.add(new ConsumerRecord<>(
                    record.topic(),
                    record.partition(),
                    numbered.size(),
                    record.timestamp(),
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    record.key(),
                    record.value(),
                    record.headers(),
                    Optional.empty()));
        }
        batcher.batch(numbered).forEach(this::pipeRaw);
    }

    /** Sends a record without batching, as Kafka does when the interceptor has failed. */
    void pipeRaw(ConsumerRecord<byte[], byte[]> record) {
        input.pipeInput(
                new TestRecord<>(record.key(), record.value(), record.headers(), Math.max(0, record.timestamp())));
    }

    /** Sends a request to one partition only. */
    void ask(String requestId, String userId, RequestKind kind) {
        ask(request(requestId, userId, kind));
    }

    void ask(UserRequest request) {
        Serializer<UserRequest> serializer = serdes.serializer();
        askRaw(request.getUserId().getBytes(UTF_8), serializer.serialize("user-control", request));
    }

    /** A request under another user's key. */
    void askForOther(String requestId, String key, String userId) {
        Serializer<UserRequest> serializer = serdes.serializer();
        askRaw(
                key.getBytes(UTF_8),
                serializer.serialize("user-control", request(requestId, userId, RequestKind.ERASE)));
    }

    /** Puts any bytes into the control topic. */
    void askRaw(byte[] key, byte[] value) {
        requests.orElseThrow().pipeInput(new TestRecord<>(key, value, new RecordHeaders(), NOW));
    }

    static UserRequest request(String requestId, String userId, RequestKind kind) {
        return UserRequest.newBuilder()
                .setRequestId(requestId)
                .setUserId(userId)
                .setKind(kind)
                .setRequestedAt(NOW)
                .build();
    }

    List<UserReceipt> receipts() {
        Deserializer<UserReceipt> deserializer = serdes.deserializer();
        return outputs.get("user-control-receipts").readRecordsToList().stream()
                .map(record -> deserializer.deserialize("user-control-receipts", record.value()))
                .toList();
    }

    /** The whole content of the stores as text, to search it for a user id. */
    String allStoresAsText() {
        StringBuilder text = new StringBuilder();
        storedStates()
                .values()
                .forEach((key, value) -> text.append(key.userId()).append(new String(value, UTF_8)));
        try (KeyValueIterator<byte[], byte[]> entries =
                driver.<byte[], byte[]>getKeyValueStore(StateStores.DUE_USERS).all()) {
            entries.forEachRemaining(entry -> text.append(new String(entry.key, UTF_8)));
        }
        try (KeyValueIterator<String, byte[]> entries = driver.<String, byte[]>getKeyValueStore(
                        StateStores.IGNORED_USERS)
                .all()) {
            entries.forEachRemaining(entry -> text.append(entry.key));
        }
        return text.toString();
    }

    List<TestRecord<byte[], byte[]>> profileRecords() {
        return outputs.get("user-profiles").readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> intentRecords() {
        return outputs.get("purchase-intents").readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> ticks() {
        return outputs.get("user-control").readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> audienceEventRecords() {
        return outputs.get("audience-events").readRecordsToList();
    }

    List<AudienceEvent> audienceEvents() {
        Deserializer<AudienceEvent> deserializer = serdes.deserializer();
        return audienceEventRecords().stream()
                .map(record -> deserializer.deserialize("audience-events", record.value()))
                .toList();
    }

    List<SessionOutcome> sessionOutcomes() {
        Deserializer<SessionOutcome> deserializer = serdes.deserializer();
        return outputs.get("session-outcomes").readRecordsToList().stream()
                .map(record -> deserializer.deserialize("session-outcomes", record.value()))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> recommendationRecords() {
        return outputs.get("user-recommendations").readRecordsToList();
    }

    List<Recommendations> recommendations() {
        Deserializer<Recommendations> deserializer = serdes.deserializer();
        return recommendationRecords().stream()
                .map(record -> deserializer.deserialize("user-recommendations", record.value()))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return outputs.get("clickstream-dlq").readRecordsToList();
    }

    List<PurchaseIntent> intents() {
        Deserializer<PurchaseIntent> deserializer = serdes.deserializer();
        return intentRecords().stream()
                .map(record -> deserializer.deserialize("purchase-intents", record.value()))
                .toList();
    }

    List<UserProfile> profiles() {
        Deserializer<UserProfile> deserializer = serdes.deserializer();
        return profileRecords().stream()
                .map(record -> deserializer.deserialize("user-profiles", record.value()))
                .toList();
    }

    /** The users' states, in one piece, as hex. */
    Map<String, String> states() {
        return StreamResults.hex(WholeStates.of(storedStates()));
    }

    /** Members of each audience according to the users' states, by the number of its name. */
    Map<Integer, Long> recountedMembers() {
        return StreamResults.recountedMembers(storedStates());
    }

    /** Puts a value into the users' store. */
    void store(StateKey key, byte[] value) {
        driver.<StateKey, byte[]>getKeyValueStore(StateStores.USERS).put(key, value);
    }

    /** How many values the users' states are stored in. */
    int storedValues() {
        return storedStates().values().size();
    }

    private MemoryStates storedStates() {
        MemoryStates states = new MemoryStates();
        try (KeyValueIterator<StateKey, byte[]> values =
                driver.<StateKey, byte[]>getKeyValueStore(StateStores.USERS).all()) {
            values.forEachRemaining(value -> states.write(value.key, value.value));
        }
        return states;
    }

    void advanceWallClock(Duration by) {
        now = now.plus(by);
        driver.advanceWallClockTime(by);
    }

    @Override
    public void close() {
        driver.close();
        reader.close();
        requestReader.close();
        registry.close();
    }
}
