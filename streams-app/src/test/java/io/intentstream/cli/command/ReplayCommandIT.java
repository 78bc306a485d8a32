package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.intentstream.cli.Main;
import io.intentstream.config.AppConfig;
import io.intentstream.config.RecommendationSettings;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.recommendation.TestItems;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.FileFormat;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.replay.FilePlan;
import io.intentstream.offline.replay.FurtherOutputs;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCheckpoint;
import io.intentstream.offline.replay.ReplaySettings;
import io.intentstream.offline.replay.topic.TopicResults;
import io.intentstream.schema.ClickEvent;
import io.intentstream.stream.KilledEngine;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Compares the output of an engine that was killed several times with every kind of replay of its input, byte by byte.
 */
class ReplayCommandIT {
    private static final int KILLS = 3;
    private static final long SEED = 20_260_401;
    private static final int DONE = 0;
    private static final int FAILED = 1;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static Map<String, String> live;

    @BeforeAll
    static void runAnEngineThatIsKilled() {
        live = cluster.newApplication(
                "live",
                Map.of(
                        "processing.guarantee",
                        "exactly_once_v2",
                        "num.stream.threads",
                        "2",
                        "items.path",
                        TestItems.write(cluster.folder().resolve("items"), 400, 20, 1)
                                .toString(),
                        "recommendations.topic",
                        "live-recommendations"));
        try (KilledEngine engine = new KilledEngine(cluster, cluster.folder().resolve("run"), live, SEED)) {
            engine.killWhileWorking(KILLS);
        }
    }

    @Test
    void shouldReplayTopicIntoFilesWithSameBytesAsLive() {
        // Given
        Path out = cluster.folder().resolve("from-topic");

        // When
        int exitCode = replay(live, "--out", out.toString(), "--threads", "3");

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertServed(out.resolve("intents").toString(), out.resolve("profiles").toString());
        assertRecommended(out.resolve("recommendations").toString());
    }

    @Test
    void shouldEvaluateTheListsThatWereServed() throws IOException {
        // Given: three days of shoppers in the input topic, and the lists that were made for them
        String events = cluster.folder().resolve("three-days.jsonl").toString();
        Map<String, String> served = cluster.newApplication(
                "served", Map.of("items.path", live.get("items.path"), "recommendations.topic", "served-lists"));
        Main.execute("simulate", "--users", "40", "--days", "3", "--out", events);
        Main.execute("produce", "--config", file(served), "--input", events, "--format", "clickevent-json");
        Path replayed = cluster.folder().resolve("for-evaluation");
        replay(served, "--out", replayed.toString(), "--recommendations-emit", "event", "--intents-only");
        Path report = cluster.folder().resolve("evaluated");

        // When
        int ofLists = evaluateServed(served, replayed.resolve("recommendations").toString(), report);
        int ofIntents = evaluateServed(served, replayed.resolve("intents").toString(), report.resolve("none"));

        // Then
        assertThat(ofLists).isEqualTo(DONE);
        assertThat(Files.readString(report.resolve("report.md")))
                .contains("Lists by trigger", "FURTHER_EVENTS", "Products by reason", "RECENTLY_VIEWED")
                .contains("lists made less than 24 hours before the last event");
        assertThat(ofIntents).isEqualTo(FAILED);
    }

    @Test
    void shouldCountListsByAnotherItemsBundleApart() {
        // Given
        Path out = cluster.folder().resolve("other-items");
        String other =
                TestItems.write(cluster.folder().resolve("items-2"), 400, 20, 2).toString();

        // When
        int exitCode = replay(live, "--out", out.toString(), "--items", other, "--intents-only");
        int otherRule = replay(
                live, "--out", out.resolve("rule").toString(), "--recommendations-emit", "event", "--intents-only");

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertThat(otherRule).isEqualTo(DONE);
        assertRecommended(out.resolve("recommendations").toString());
        assertThat(compare(
                        live.get("recommendations.topic"),
                        out.resolve("rule").resolve("recommendations").toString()))
                .isEqualTo(FAILED);
    }

    @Test
    void shouldReplayRecordingIntoTopicsWithSameBytesAsLive() throws IOException {
        // Given
        Path recording = record();
        String[] arguments = {"--input", recording.toString(), "--format", "clickevent-avro", "--to-topics", "replayed-"
        };

        // When
        int exitCode = replay(
                live, arguments, "--out", cluster.folder().resolve("to-topics").toString(), "--threads", "2");

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertServed("replayed-purchase-intents", "replayed-user-profiles");
        assertRecommended("replayed-user-recommendations");
    }

    @Test
    void shouldNotWriteShardTwiceAfterCrashBetweenCommitAndCheckpoint() throws Exception {
        // Given
        Path recording = record();
        Path out = cluster.folder().resolve("crashed");
        cluster.newApplication(
                "crashed",
                Map.of(
                        "profiles.topic",
                        "crashed-user-profiles",
                        "intents.topic",
                        "crashed-purchase-intents",
                        "items.path",
                        live.get("items.path"),
                        "recommendations.topic",
                        "crashed-user-recommendations"));
        crashAfterOneCommit(recording, out, "crashed-");
        await().until(() -> !cluster.hasOpenTransaction("crashed-purchase-intents"));
        int ofFirst = cluster.readAll("crashed-purchase-intents").size();
        String[] arguments = {"--input", recording.toString(), "--format", "clickevent-avro", "--to-topics", "crashed-"
        };

        // When
        int exitCode = replay(live, arguments, "--out", out.toString(), "--resume");

        // Then
        assertThat(ofFirst).isPositive();
        assertThat(exitCode).isEqualTo(DONE);
        assertServed("crashed-purchase-intents", "crashed-user-profiles");
        assertRecommended("crashed-user-recommendations");
    }

    /** Leaves what a process leaves when it is killed between a shard's commit and its checkpoint. */
    private static void crashAfterOneCommit(Path recording, Path out, String prefix) throws IOException {
        AppConfig config = AppConfig.of(live);
        FilePlan plan = new FilePlan(
                List.of(recording.toString()),
                FileFormat.of(EventFormat.CLICKEVENT_AVRO),
                false,
                MalformedPolicy.FAIL,
                MalformedPolicy.FAIL);
        try (IntentModel model = ModelBundle.load(config.modelPath());
                TopicResults.ResultSerializers serializers = TopicResults.ResultSerializers.of(cluster.serdes());
                CrashingResults crashing = new CrashingResults(new TopicResults(
                        KafkaClients.of(config),
                        serializers,
                        new TopicResults.ResultTopicNames(prefix, false, false, true)))) {
            RecommendationSettings recommendations = config.recommendations();
            FurtherOutputs further = new FurtherOutputs(
                    AudienceSet.NONE,
                    false,
                    config.audiences().grace(),
                    recommendations.bundle().map(recommendations::plan));
            Replay replay = new Replay(
                    new ReplaySettings(config.engine(), config.maxFuture(), 2, further),
                    model,
                    (phase, part, events) -> {});
            try (ReplayCheckpoint work = ReplayCheckpoint.begin(out, replay.job(plan, "topics " + prefix))) {
                assertThatThrownBy(() -> replay.run(plan, work, crashing, System.currentTimeMillis()))
                        .hasMessage("the process died");
            }
        }
    }

    @Test
    void shouldReplayThroughStreamWithDifferentPartitionsThreadsAndBatches() throws Exception {
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
                cluster.folder().resolve("streamed").toString());

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertServed("streamed-purchase-intents", "streamed-user-profiles");
        assertRecommended("streamed-user-recommendations");
        try (Admin admin = cluster.admin()) {
            assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith("streamed-replay-"));
            assertThat(admin.listGroups().all().get())
                    .noneMatch(group -> group.groupId().startsWith("streamed-"));
        }
    }

    @Test
    void shouldRestartReplayThroughStreamAfterKill() throws Exception {
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
                cluster.folder().resolve("again").toString());

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertServed("again-purchase-intents", "again-user-profiles");
    }

    @Test
    void shouldRefuseTopicsThatDeleteRecords() {
        // Given
        cluster.createTopic("forgetting-user-profiles", 1, Map.of("retention.ms", "86400000"));
        cluster.createTopic("compacted-purchase-intents", 1, Map.of("cleanup.policy", "compact", "retention.ms", "-1"));

        // When
        int forgetting = replay(
                live,
                "--to-topics",
                "forgetting-",
                "--out",
                cluster.folder().resolve("forgetting").toString());
        int compacted = replay(
                live,
                "--to-topics",
                "compacted-",
                "--out",
                cluster.folder().resolve("compacted").toString());

        // Then
        assertThat(forgetting).isEqualTo(FAILED);
        assertThat(compacted).isEqualTo(FAILED);
    }

    @Test
    void shouldReportDifferenceWhenOnlyPartOfInputIsReplayed() {
        // Given
        Path out = cluster.folder().resolve("part");

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

    private static int evaluateServed(Map<String, String> settings, String lists, Path out) {
        return Main.execute(
                "evaluate", "--served", lists, "--out", out.toString(), "--drawings", "20", "--config", file(settings));
    }

    private static void assertRecommended(String lists) {
        assertThat(compare(live.get("recommendations.topic"), lists)).isEqualTo(DONE);
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
            Path file = Files.createTempFile(cluster.folder(), "engine-", ".properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events of the input in a file like those that Kafka Connect writes. */
    private static Path record() throws IOException {
        Path file = cluster.folder().resolve("recording.avro");
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

    private static void copyInput(String topic, int partitions) {
        cluster.createTopic(topic, partitions, Map.of("retention.ms", "-1"));
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer()) {
            for (ConsumerRecord<byte[], byte[]> record : cluster.readAll(live.get("input.topics"))) {
                int partition = Math.floorMod(new String(record.key(), UTF_8).hashCode(), partitions);
                producer.send(new ProducerRecord<>(
                        topic, partition, record.timestamp(), record.key(), record.value(), record.headers()));
            }
            producer.flush();
        }
    }
}
