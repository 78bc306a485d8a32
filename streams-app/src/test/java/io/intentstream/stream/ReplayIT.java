package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.intentstream.cli.Main;
import io.intentstream.config.AppConfig;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.replay.FilePlan;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCheckpoint;
import io.intentstream.offline.replay.ReplaySettings;
import io.intentstream.offline.replay.topic.Bound;
import io.intentstream.offline.replay.topic.RecordedTopics;
import io.intentstream.offline.replay.topic.TopicRange;
import io.intentstream.offline.replay.topic.TopicResults;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine wrote that was killed while it worked, beside every kind of replay of its input, byte by byte. */
class ReplayIT {
    private static final int KILLS = 3;
    private static final long SEED = 20_260_401;
    private static final int DONE = 0;
    private static final int FAILED = 1;

    @TempDir
    private static Path folder;

    private static TestCluster cluster;
    private static Map<String, String> live;

    @BeforeAll
    static void runAnEngineThatIsKilled() {
        cluster = TestCluster.start(folder);
        live = cluster.settings("live", Map.of("processing.guarantee", "exactly_once_v2", "num.stream.threads", "2"));
        cluster.createTopics(live);
        try (KilledEngine engine = new KilledEngine(cluster, folder.resolve("run"), live, SEED)) {
            engine.killWhileWorking(KILLS);
        }
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldReplayTheTopicIntoFilesWithTheBytesThatWereServed() {
        // Given
        Path out = folder.resolve("from-topic");

        // When
        int exitCode = replay(live, "--out", out.toString(), "--threads", "3");

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertServed(out.resolve("intents").toString(), out.resolve("profiles").toString());
    }

    @Test
    void shouldReplayARecordingIntoTopicsWithTheBytesThatWereServed() throws IOException {
        // Given
        Path recording = record();
        String[] arguments = {"--input", recording.toString(), "--format", "avro", "--to-topics", "replayed-"};

        // When
        int exitCode =
                replay(live, arguments, "--out", folder.resolve("to-topics").toString(), "--threads", "2");

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertServed("replayed-purchase-intents", "replayed-user-profiles");
    }

    @Test
    void shouldWriteNoShardTwiceWhenItWasCommittedAndNotNoted() throws Exception {
        // Given
        Path recording = record();
        Path out = folder.resolve("crashed");
        cluster.createTopics(cluster.settings(
                "crashed",
                Map.of("profiles.topic", "crashed-user-profiles", "intents.topic", "crashed-purchase-intents")));
        crashAfterOneCommit(recording, out, "crashed-");
        await().until(() -> !cluster.hasOpenTransaction("crashed-purchase-intents"));
        int ofFirst = cluster.readAll("crashed-purchase-intents").size();
        String[] arguments = {"--input", recording.toString(), "--format", "avro", "--to-topics", "crashed-"};

        // When
        int exitCode = replay(live, arguments, "--out", out.toString(), "--resume");

        // Then
        assertThat(ofFirst).isPositive();
        assertThat(exitCode).isEqualTo(DONE);
        assertServed("crashed-purchase-intents", "crashed-user-profiles");
    }

    /** What a process leaves that is killed between a shard's commit and the note of it. */
    private static void crashAfterOneCommit(Path recording, Path out, String prefix) throws IOException {
        AppConfig config = AppConfig.of(live);
        FilePlan plan = new FilePlan(
                List.of(recording.toString()), EventFormat.AVRO, false, MalformedPolicy.FAIL, MalformedPolicy.FAIL);
        try (IntentModel model = ModelBundle.load(config.modelPath());
                Serializer<EncodedRecord<UserProfile>> profiles =
                        cluster.serdes().serializerOfEncoded(UserProfile.SCHEMA$);
                Serializer<EncodedRecord<PurchaseIntent>> intents =
                        cluster.serdes().serializerOfEncoded(PurchaseIntent.SCHEMA$);
                CrashingResults crashing = new CrashingResults(new TopicResults(
                        config.producerSettings(),
                        config.consumerSettings(),
                        config.adminSettings(),
                        profiles,
                        intents,
                        new TopicResults.ResultTopicNames(prefix)))) {
            Replay replay = new Replay(
                    new ReplaySettings(config.engine(), config.maxFuture(), 2), model, (phase, part, events) -> {});
            try (ReplayCheckpoint work = ReplayCheckpoint.begin(out, replay.job(plan, "topics " + prefix))) {
                assertThatThrownBy(() -> replay.run(plan, work, crashing, System.currentTimeMillis()))
                        .hasMessage("the process died");
            }
        }
    }

    @Test
    void shouldReplayThroughTheStreamWithOtherPartitionsThreadsAndBatches() throws Exception {
        // Given
        Map<String, String> settings = new HashMap<>(live);
        settings.put("input.topics", "copied-clickstream");
        settings.put("batch.max.records", "17");
        copyInput("copied-clickstream", 3);

        // When
        int exitCode = replay(
                settings,
                "--through-kafka",
                "--to-topics",
                "streamed-",
                "--threads",
                "1",
                "--out",
                folder.resolve("streamed").toString());

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertServed("streamed-purchase-intents", "streamed-user-profiles");
        try (Admin admin = cluster.admin()) {
            assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith("streamed-replay-"));
            assertThat(admin.listGroups().all().get())
                    .noneMatch(group -> group.groupId().startsWith("streamed-"));
        }
    }

    @Test
    void shouldStartAnewWhereAReplayThroughTheStreamWasKilled() throws Exception {
        // Given
        Map<String, String> settings = new HashMap<>(live);
        settings.put("input.topics", "killed-clickstream");
        copyInput("killed-clickstream", 1);
        try (Admin admin = cluster.admin()) {
            admin.alterConsumerGroupOffsets(
                            "again-replay",
                            Map.of(new TopicPartition("killed-clickstream", 0), new OffsetAndMetadata(1_000)))
                    .all()
                    .get();
        }

        // When
        int exitCode = replay(
                settings,
                "--through-kafka",
                "--to-topics",
                "again-",
                "--out",
                folder.resolve("again").toString());

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertServed("again-purchase-intents", "again-user-profiles");
    }

    @Test
    void shouldRefuseTopicsThatForget() throws Exception {
        // Given
        try (Admin admin = cluster.admin()) {
            admin.createTopics(List.of(
                            topic("forgetting-user-profiles", Map.of("retention.ms", "86400000")),
                            topic(
                                    "compacted-purchase-intents",
                                    Map.of("cleanup.policy", "compact", "retention.ms", "-1"))))
                    .all()
                    .get();
        }

        // When
        int forgetting = replay(
                live,
                "--to-topics",
                "forgetting-",
                "--out",
                folder.resolve("forgetting").toString());
        int compacted = replay(
                live,
                "--to-topics",
                "compacted-",
                "--out",
                folder.resolve("compacted").toString());

        // Then
        assertThat(forgetting).isEqualTo(FAILED);
        assertThat(compacted).isEqualTo(FAILED);
    }

    @Test
    void shouldReadTheSameRecordsWhateverComesLater() throws Exception {
        // Given
        copyInput("growing-clickstream", 2);
        RecordedTopics topics = recorded("growing-clickstream", new Bound.Unbounded());
        RecordedTopics fixed = topics.asOfNow();
        long before = topics.estimatedRecords();

        // When
        append("growing-clickstream");

        // Then
        assertThat(fixed.estimatedRecords()).isEqualTo(before);
        assertThat(topics.estimatedRecords()).isEqualTo(before + 1);
    }

    @Test
    void shouldTellOfRecordsThatAreNotRead() throws Exception {
        // Given
        copyInput("shortened-clickstream", 1);
        Bound first = new Bound.AtTime(Instant.EPOCH);
        RecordedTopics.Unread whole = recorded("shortened-clickstream", first).unread();

        // When
        TopicPartition partition = new TopicPartition("shortened-clickstream", 0);
        try (Admin admin = cluster.admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(10)))
                    .all()
                    .get();
        }

        // Then
        assertThat(whole).isEqualTo(new RecordedTopics.Unread(0, 0));
        assertThat(recorded("shortened-clickstream", first).unread()).isEqualTo(new RecordedTopics.Unread(10, 0));
        assertThat(recorded("shortened-clickstream", new Bound.Unbounded()).unread())
                .isEqualTo(new RecordedTopics.Unread(10, 0));
        assertThat(recorded("shortened-clickstream", new Bound.AtOffset(15)).unread())
                .isEqualTo(new RecordedTopics.Unread(0, 5));
        assertThat(recorded("shortened-clickstream", new Bound.AtOffset(7)).unread())
                .isEqualTo(new RecordedTopics.Unread(3, 0));
    }

    private static RecordedTopics recorded(String topic, Bound from) {
        return new RecordedTopics(
                AppConfig.of(live).consumerSettings(),
                () -> {
                    throw new IllegalStateException("nothing is read");
                },
                new TopicRange(List.of(topic), Set.of(), from, new Bound.Unbounded()),
                true);
    }

    private static void append(String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer()) {
            producer.send(new ProducerRecord<>(topic, 0, null, new byte[1])).get();
        }
    }

    private static NewTopic topic(String name, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(1), Optional.empty()).configs(settings);
    }

    @Test
    void shouldTellApartAPartOfTheInput() {
        // Given
        Path out = folder.resolve("part");

        // When
        int exitCode = replay(live, "--out", out.toString(), "--partitions", "0,2");

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertThat(compare(live.get("intents.topic"), out.resolve("intents").toString()))
                .isEqualTo(FAILED);
    }

    private static void assertServed(String intents, String profiles) {
        assertThat(compare(live.get("intents.topic"), intents)).isEqualTo(DONE);
        assertThat(compare(live.get("profiles.topic"), profiles)).isEqualTo(DONE);
    }

    private static int compare(String left, String right) {
        return Main.execute("compare", left, right, "--config", file(live));
    }

    private static int replay(Map<String, String> settings, String[] some, String... others) {
        String[] all = new String[some.length + others.length];
        System.arraycopy(some, 0, all, 0, some.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return replay(settings, all);
    }

    private static int replay(Map<String, String> settings, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "replay";
        all[1] = "--config";
        all[2] = file(settings);
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Main.execute(all);
    }

    private static String file(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try {
            Path file = Files.createTempFile(folder, "engine-", ".properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The input as Kafka Connect would have stored it, but for what is no event. */
    private static Path record() throws IOException {
        Path file = folder.resolve("recording.avro");
        String topic = live.get("input.topics");
        Deserializer<ClickEvent> deserializer = cluster.serdes().deserializer();
        try (DataFileWriter<ClickEvent> out = new DataFileWriter<>(new SpecificDatumWriter<>(ClickEvent.class))) {
            out.create(ClickEvent.SCHEMA$, file.toFile());
            for (ConsumerRecord<byte[], byte[]> record : cluster.readAll(topic)) {
                if (record.value().length > 1) {
                    out.append(deserializer.deserialize(topic, record.value()));
                }
            }
        }
        return file;
    }

    private static void copyInput(String topic, int partitions) throws Exception {
        try (Admin admin = cluster.admin();
                KafkaProducer<byte[], byte[]> producer = cluster.producer()) {
            NewTopic copy = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                    .configs(Map.of("retention.ms", "-1"));
            admin.createTopics(List.of(copy)).all().get();
            for (ConsumerRecord<byte[], byte[]> record : cluster.readAll(live.get("input.topics"))) {
                int partition = Math.floorMod(new String(record.key(), UTF_8).hashCode(), partitions);
                producer.send(new ProducerRecord<>(
                        topic, partition, record.timestamp(), record.key(), record.value(), record.headers()));
            }
            producer.flush();
        }
    }
}
