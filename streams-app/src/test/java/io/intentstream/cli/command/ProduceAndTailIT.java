package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.Main;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.stream.TestCluster;
import io.intentstream.wire.SerdeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

class ProduceAndTailIT {

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static AppConfig config;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void createTopics() {
        config = AppConfig.of(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "schema.registry.url", cluster.registryUrl()));
        for (String topic : List.of("clickstream", "noisy", "purchase-intents", "user-profiles")) {
            cluster.createTopic(topic, 2, Map.of("retention.ms", "-1"));
        }
        cluster.createTopic("short-lived", 1, Map.of());
        cluster.createTopic("live", 2, Map.of());
    }

    @Test
    void shouldSendEveryEventKeyedByUserWithItsEventTime() {
        // Given
        int events = 3_000;

        // When
        int exitCode = run("produce", "--users", "50", "--seed", "9", "--events", "" + events);

        // Then
        List<ClickEvent> received = new ArrayList<>();
        try (Deserializer<ClickEvent> deserializer =
                SerdeSettings.of(config.serde()).deserializer()) {
            read("clickstream", record -> {
                ClickEvent event = deserializer.deserialize(record.topic(), record.value());
                assertThat(new String(record.key(), UTF_8)).isEqualTo(event.getUserId());
                assertThat(record.timestamp()).isEqualTo(event.getEventTime().toEpochMilli());
                received.add(event);
            });
        }
        EventSource simulator = new ShopperSimulator(SimulatorSettings.of(50, 9)).limit(events);
        List<ClickEvent> sent = Stream.generate(simulator::next).limit(events).toList();
        assertThat(exitCode).isZero();
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(out.toString()).startsWith("Sent 3,000 events to clickstream in ");
        assertThat(err.toString())
                .contains("simulated shoppers (50 users, seed 9)")
                .doesNotContain("Warning");
    }

    @Test
    void shouldSendDuplicatesAndGarbageWhenAsked() {
        // Given
        List<byte[]> values = new ArrayList<>();

        // When
        int exitCode = run("produce", "-t", "noisy", "--events", "1000", "--duplicates", "0.2", "--garbage", "0.1");

        // Then
        read("noisy", record -> values.add(record.value()));
        assertThat(exitCode).isZero();
        assertThat(values.stream().filter(value -> value[0] == 0)).hasSizeBetween(1_150, 1_250);
        assertThat(values.stream().filter(value -> value[0] != 0)).hasSizeBetween(115, 125);
    }

    @Test
    void shouldSendLiveEventsThatHappenNow() {
        // Given
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Long> timestamps = new ArrayList<>();

        // When
        int exitCode = run("produce", "-t", "live", "--live", "--rate", "1000", "--users", "20", "--events", "100");

        // Then
        read("live", record -> timestamps.add(record.timestamp()));
        assertThat(exitCode).isZero();
        assertThat(timestamps)
                .hasSize(100)
                .allMatch(time ->
                        time >= before.toEpochMilli() && time <= Instant.now().toEpochMilli());
        assertThat(err.toString())
                .contains(
                        "Playing 1,000 events a second by simulated shoppers (shopper-0 to shopper-19, seed 42) into live")
                .doesNotContain("Warning");
        assertThat(out.toString()).startsWith("Sent 100 events to live in ").contains("all confirmed by the brokers");
    }

    @Test
    void shouldWarnWhenTopicDeletesOldEvents() {
        // Given
        String topic = "short-lived";

        // When
        int exitCode = run("produce", "-t", topic, "--events", "3");

        // Then
        assertThat(exitCode).isZero();
        assertThat(err.toString()).containsOnlyOnce("Warning: topic short-lived keeps records for PT168H");
    }

    @Test
    void shouldReportMissingTopic() {
        // Given
        String topic = "nowhere";

        // When
        int exitCode = run("produce", "-t", topic, "--events", "3");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString())
                .contains("There is no topic nowhere at " + cluster.bootstrapServers())
                .contains("intentstream topics --create");
    }

    @Test
    void shouldPrintCommittedRecordsOfOneUserAndTombstones() {
        // Given
        writeIntentsOf("ann");

        // When
        int exitCode = run("tail", "intents", "--json", "--user", "ann", "--from-beginning", "--no-follow");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("{\"userId\":\"ann\",\"eventId\":\"e1\",")
                                .contains("\"probability\":0.5"),
                        last -> assertThat(last).isEqualTo("{\"userId\":\"ann\",\"tombstone\":true}"));
    }

    @Test
    void shouldPrintATableForPeople() {
        // Given
        writeIntentsOf("cy\u001b[2J");

        // When
        int exitCode = run("tail", "intents", "--user", "cy\u001b[2J", "--from-beginning", "--no-follow");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("event time (UTC)").contains("user", "score", "change"),
                        first -> assertThat(first)
                                .startsWith(
                                        "2025-01-06 08:00:00  cy\uFFFD[2J                view item          shoe-1 · shoes ")
                                .endsWith(" 0.50 MEDIUM  +0.00"),
                        last -> assertThat(last).contains("cy\uFFFD[2J", "deleted: expired or erased"));
    }

    @Test
    void shouldStopWhenTheOutputIsClosed() {
        // Given
        writeIntentsOf("dee");
        Writer closed = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        // When
        int exitCode = commandLine(new PrintWriter(closed)).execute(withCluster("tail", "intents", "--from-beginning"));

        // Then
        assertThat(exitCode).isZero();
    }

    /** A committed intent, a tombstone, and an intent that a transaction took back; another user's intent between them. */
    private static void writeIntentsOf(String user) {
        String topic = config.intentsTopic();
        try (Serializer<PurchaseIntent> serializer =
                SerdeSettings.of(config.serde()).serializer()) {
            transaction("kept", true, producer -> {
                producer.send(intent(topic, serializer, user, 1));
                producer.send(intent(topic, serializer, "bob", 1));
                producer.send(new ProducerRecord<>(topic, user.getBytes(UTF_8), null));
            });
            transaction("dropped", false, producer -> producer.send(intent(topic, serializer, user, 2)));
        }
    }

    private int run(String... args) {
        return commandLine(new PrintWriter(out)).execute(withCluster(args));
    }

    private CommandLine commandLine(PrintWriter to) {
        return Main.commandLine().setOut(to).setErr(new PrintWriter(err, true));
    }

    private static String[] withCluster(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--set=bootstrap.servers=" + cluster.bootstrapServers());
        all.add("--set=schema.registry.url=" + cluster.registryUrl());
        return all.toArray(String[]::new);
    }

    private static void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (CommittedReader records = KafkaClients.of(config).reader(KafkaClients.WhenDeleted.FAIL)) {
            List<TopicPartition> partitions = records.partitions(topic);
            records.seekToBeginning(partitions);
            records.readTo(records.ends(partitions), record -> {
                reader.accept(record);
                return true;
            });
        }
    }

    private static ProducerRecord<byte[], byte[]> intent(
            String topic, Serializer<PurchaseIntent> serializer, String user, int number) {
        PurchaseIntent intent = PurchaseIntent.newBuilder()
                .setUserId(user)
                .setEventId("e" + number)
                .setEventTime(Instant.parse("2025-01-06T08:00:00Z"))
                .setUpdateNumber(number)
                .setEventType(EventType.VIEW_ITEM)
                .setItemId("shoe-1")
                .setCategoryId("shoes")
                .setProbability(0.5)
                .setBand(Band.MEDIUM)
                .setHorizon("purchase later in the session")
                .setModelName("m")
                .setModelVersion("1")
                .setModelFingerprint("f")
                .build();
        return new ProducerRecord<>(topic, user.getBytes(UTF_8), serializer.serialize(topic, intent));
    }

    private static void transaction(String id, boolean commit, Consumer<Producer<byte[], byte[]>> work) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "transactional.id",
                id,
                "delivery.timeout.ms",
                30_000,
                "request.timeout.ms",
                20_000,
                "linger.ms",
                0);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            work.accept(producer);
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }
}
