package io.intentstream.benchmarks.micro;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.profile.PreviousProfile;
import io.intentstream.core.profile.ProfileWriter;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.UserState;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.files.FileTree;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.packing.PackingInterceptor;
import io.intentstream.wire.SerdeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The cost of one record: reading an event, writing its results, batching it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordBenchmark {
    private static final String TOPIC = "clickstream";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private Path folder;
    private EmbeddedSchemaRegistry registry;
    private Deserializer<ClickEvent> windowEvents;
    private Serializer<EncodedRecord<UserProfile>> profiles;
    private Serializer<EncodedRecord<PurchaseIntent>> intents;
    private final PackingInterceptor packing = new PackingInterceptor();
    private byte[] windowEvent;
    private final ProfileWriter views = new ProfileWriter();
    private UserState user;
    private ClickEvent last;
    private IntentWriter scores;
    private EncodedIntent intent;
    private PreviousProfile shown;
    private ConsumerRecords<byte[], byte[]> polled;

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        folder = Files.createTempDirectory("registry");
        registry = EmbeddedSchemaRegistry.start(folder, 0);
        SerdeSettings serdes = SerdeSettings.ours(Map.of("schema.registry.url", registry.url()));
        windowEvents = serdes.deserializer();
        profiles = serdes.serializerOfEncoded(UserProfile.SCHEMA$);
        intents = serdes.serializerOfEncoded(PurchaseIntent.SCHEMA$);
        List<ClickEvent> events = SampleEvents.simulated(4, 500);
        last = events.get(events.size() - 1);
        MemoryStates states = new MemoryStates();
        BatchResult result = applied(events, states);
        intent = ((Outcome.Scored) result.outcomes().get(events.size() - 1)).intent();
        String id = last.getUserId();
        user = UserState.decode(id, states.read(new StateKey.Head(id)), states::read, EngineSettings.defaults());
        shown = PreviousProfile.of(user.history(), intent.band());
        Serializer<ClickEvent> writer = serdes.serializer();
        windowEvent = writer.serialize(TOPIC, events.get(0));
        polled = new ConsumerRecords<>(Map.of(PARTITION, records(writer, events)), Map.of());
        packing.configure(Map.of(
                "intentstream.pack.topics",
                TOPIC,
                "intentstream.pack.max.records",
                SampleEvents.BATCH,
                "intentstream.pack.max.bytes",
                1 << 20,
                "intentstream.pack.allowed.ahead.ms",
                0));
    }

    private BatchResult applied(List<ClickEvent> events, MemoryStates states) {
        try (IntentModel model = ModelBundle.load(SampleEvents.BUNDLE);
                Engine engine = new Engine(EngineSettings.defaults(), model)) {
            scores = new IntentWriter(model, new ScoreCalibrator(model.manifest()));
            List<InputEvent> inputs =
                    events.stream().map(event -> new InputEvent(event, 0, -1)).toList();
            BatchResult result = engine.apply(inputs, engine.load(inputs, states));
            states.apply(result);
            return result;
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(
            Serializer<ClickEvent> writer, List<ClickEvent> events) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ClickEvent event : events.subList(0, SampleEvents.BATCH)) {
            byte[] key = event.getUserId().getBytes(StandardCharsets.UTF_8);
            records.add(new ConsumerRecord<>(TOPIC, 0, records.size(), key, writer.serialize(TOPIC, event)));
        }
        return records;
    }

    @Benchmark
    public ClickEvent readEvent() {
        return windowEvents.deserialize(TOPIC, windowEvent);
    }

    /** As within a session: the trajectory grows by one event, and most other fields are unchanged. */
    @Benchmark
    public byte[] writeProfile() {
        EncodedRecord<UserProfile> profile = views.write(last.getUserId(), user, intent, shown);
        return profiles.serialize("user-profiles", profile);
    }

    @Benchmark
    public byte[] writeIntent() {
        int index = user.size() - 1;
        EncodedIntent written = scores.write(
                last.getEventId(),
                user.event(index),
                user,
                index,
                user.history().events(),
                intent.probability(),
                false);
        return intents.serialize("purchase-intents", written.record());
    }

    @Benchmark
    @OperationsPerInvocation(SampleEvents.BATCH)
    public ConsumerRecords<byte[], byte[]> batch() {
        return packing.onConsume(polled);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        registry.close();
        FileTree.delete(folder);
    }
}
