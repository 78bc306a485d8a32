package io.intentstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients.WhenDeleted;
import io.intentstream.stream.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommittedReaderIT {
    private static final int PARTITIONS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static KafkaClients clients;

    @BeforeAll
    static void createClients() {
        clients = KafkaClients.of(AppConfig.of(cluster.settings("reader", Map.of())));
    }

    @Test
    void shouldReadCommittedRecordsFromTheBeginningToTheEnd() throws Exception {
        // Given
        String topic = newTopic("committed", Map.of());
        transaction("aborted", producer -> producer.send(record(topic, 0, 5, "ann", "lost")), false);
        transaction("committed", producer -> producer.send(record(topic, 0, 5, "ann", "kept")), true);
        send(record(topic, 2, 5, "ben", "plain"));

        // When
        List<String> values = values(topic);

        // Then
        assertThat(values).containsExactlyInAnyOrder("kept", "plain");
    }

    @Test
    void shouldReadOnlyNewRecordsAfterSeekingToTheEnd() throws Exception {
        // Given
        String topic = newTopic("tail", Map.of());
        send(record(topic, 0, 5, "ann", "old"));
        List<String> values = new ArrayList<>();
        try (CommittedReader reader = clients.reader(WhenDeleted.CONTINUE)) {
            reader.seekToEnd(reader.partitions(topic));

            // When
            send(record(topic, 1, 5, "ann", "new"));
            reader.read(record -> {
                values.add(text(record.value()));
                return false;
            });
        }

        // Then
        assertThat(values).containsExactly("new");
    }

    @Test
    void shouldEndReadingWhenStopped() throws Exception {
        // Given
        String topic = newTopic("stopped", Map.of());
        try (CommittedReader reader = clients.reader(WhenDeleted.CONTINUE)) {
            reader.seekToBeginning(reader.partitions(topic));
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> reader.read(record -> true));

            // When
            reader.stop();

            // Then
            assertThat(reading).succeedsWithin(TIMEOUT);
        }
    }

    @Test
    void shouldFindOffsetsByTimeAndTheEndWhereNoRecordIsThatLate() throws Exception {
        // Given
        String topic = newTopic("times", Map.of());
        send(record(topic, 0, 100, "ann", "a"), record(topic, 0, 200, "ann", "b"), record(topic, 1, 100, "ben", "c"));
        try (CommittedReader reader = clients.reader(WhenDeleted.FAIL)) {
            Map<TopicPartition, Long> ends = reader.ends(reader.partitions(topic));

            // When
            Map<TopicPartition, Long> offsets = reader.offsetsAt(Instant.ofEpochMilli(150), ends);

            // Then
            assertThat(offsets)
                    .containsOnly(
                            Map.entry(new TopicPartition(topic, 0), 1L),
                            Map.entry(new TopicPartition(topic, 1), 1L),
                            Map.entry(new TopicPartition(topic, 2), 0L));
        }
    }

    @Test
    void shouldFailOrContinueWhenTheNextRecordHasBeenDeleted() throws Exception {
        // Given
        String topic = newTopic("deleted", Map.of());
        TopicPartition partition = new TopicPartition(topic, 0);
        send(record(topic, 0, 5, "ann", "a"), record(topic, 0, 5, "ann", "b"), record(topic, 0, 5, "ann", "c"));
        try (Admin admin = clients.admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }

        // When
        List<String> left = new ArrayList<>();
        try (CommittedReader reader = clients.reader(WhenDeleted.CONTINUE)) {
            reader.seek(Map.of(partition, 0L));
            reader.readTo(Map.of(partition, 3L), record -> left.add(text(record.value())));
        }

        // Then
        assertThat(left).containsExactly("c");
        try (CommittedReader reader = clients.reader(WhenDeleted.FAIL)) {
            reader.seek(Map.of(partition, 0L));
            assertThatThrownBy(() -> reader.readTo(Map.of(partition, 3L), record -> true))
                    .isInstanceOf(OffsetOutOfRangeException.class);
        }
    }

    @Test
    void shouldCountNoPartitionsOfTopicThatDoesNotExistAndNotCreateIt() throws Exception {
        try (CommittedReader reader = clients.reader(WhenDeleted.FAIL);
                Admin admin = clients.admin()) {
            // When
            int count = reader.partitionCount("absent");
            List<TopicPartition> partitions = reader.partitions("absent");

            // Then
            assertThat(count).isZero();
            assertThat(partitions).isEmpty();
            assertThat(admin.listTopics().names().get()).doesNotContain("absent");
        }
    }

    @Test
    void shouldFindLatestRecordOfKeyInWhateverPartitionItIs() throws Exception {
        // Given
        String topic = newTopic("latest", Map.of());
        int usual = KeyPartitioning.partitionOf("ann".getBytes(UTF_8), PARTITIONS);
        int unusual = (KeyPartitioning.partitionOf("ben".getBytes(UTF_8), PARTITIONS) + 1) % PARTITIONS;
        send(
                record(topic, usual, 5, "ann", "first"),
                record(topic, usual, 5, "ann", "second"),
                record(topic, unusual, 5, "ben", "elsewhere"));

        try (LatestRecord latest = new LatestRecord(clients)) {
            // When
            Optional<String> ann = latest.of(topic, "ann".getBytes(UTF_8)).map(record -> text(record.value()));
            Optional<String> ben = latest.of(topic, "ben".getBytes(UTF_8)).map(record -> text(record.value()));
            Optional<ConsumerRecord<byte[], byte[]>> nobody = latest.of(topic, "eve".getBytes(UTF_8));

            // Then
            assertThat(ann).contains("second");
            assertThat(ben).contains("elsewhere");
            assertThat(nobody).isEmpty();
        }
    }

    @Test
    void shouldSendEachKeyToTheComputedPartition() throws Exception {
        // Given
        String topic = newTopic("keys", Map.of());

        try (Producer<byte[], byte[]> producer = clients.producer()) {
            for (String key : List.of("ann", "ben", "eve", "Ω")) {
                // When
                int partition = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), new byte[1]))
                        .get()
                        .partition();

                // Then
                assertThat(KeyPartitioning.partitionOf(key.getBytes(UTF_8), PARTITIONS))
                        .isEqualTo(partition);
            }
        }
    }

    @Test
    void shouldKnowRetentionAndCompactionOfTopics() throws Exception {
        // Given
        String week = newTopic("week", Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
        String unlimited = newTopic("unlimited", Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
        String compacted = newTopic("compacted", Map.of("cleanup.policy", "compact"));

        // When / Then
        assertThat(TopicCheck.retention(clients, week)).contains(Duration.ofDays(7));
        assertThat(TopicCheck.retention(clients, unlimited)).isEmpty();
        assertThat(TopicCheck.retention(clients, compacted)).isEmpty();
        assertThat(TopicCheck.isCompacted(clients, compacted)).isTrue();
        assertThat(TopicCheck.isCompacted(clients, week)).isFalse();
    }

    @Test
    void shouldReportThatTopicDoesNotExist() {
        assertThatThrownBy(() -> TopicCheck.retention(clients, "absent"))
                .isInstanceOf(TopicAccessException.class)
                .hasMessage("There is no topic absent at " + clients.bootstrapServers()
                        + ". Create it with 'intentstream topics --create', or name another");
    }

    private static List<String> values(String topic) {
        List<String> values = new ArrayList<>();
        try (CommittedReader reader = clients.reader(WhenDeleted.FAIL)) {
            List<TopicPartition> partitions = reader.partitions(topic);
            reader.seekToBeginning(partitions);
            reader.readTo(reader.ends(partitions), record -> values.add(text(record.value())));
        }
        return values;
    }

    private static String newTopic(String name, Map<String, String> settings) {
        cluster.createTopic(name, PARTITIONS, settings);
        return name;
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, long time, String key, String value) {
        return new ProducerRecord<>(topic, partition, time, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    @SafeVarargs
    private static void send(ProducerRecord<byte[], byte[]>... records) throws Exception {
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private static void transaction(String id, Consumer<Producer<byte[], byte[]>> work, boolean commit) {
        try (Producer<byte[], byte[]> producer = clients.transactionalProducer(id, TIMEOUT)) {
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

    private static String text(byte[] value) {
        return new String(value, UTF_8);
    }
}
