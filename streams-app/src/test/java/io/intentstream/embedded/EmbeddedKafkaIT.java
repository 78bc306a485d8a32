package io.intentstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final String TOPIC = "clickstream";

    @TempDir
    Path directory;

    @Test
    void shouldKeepRecordsAndClusterIdAcrossRestart() throws Exception {
        // Given
        String firstCluster;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, false)) {
            firstCluster = clusterId(kafka);
            createTopic(kafka);
            sendInTransaction(kafka, "kept");
        }

        // When
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, false)) {

            // Then
            assertThat(clusterId(kafka)).isEqualTo(firstCluster);
            assertThat(readAll(kafka)).containsExactly("kept");
        }
    }

    @Test
    void shouldNamePortAndOptionWhenPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            // Given
            taken.bind(Loopback.address(0));
            Set<String> before = threads();

            // When
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, taken.getLocalPort(), false))

                    // Then
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()))
                    .hasMessageContaining("--bootstrap-port");
            assertThat(threads()).isSubsetOf(before);
        }
    }

    @Test
    void shouldLeaveNoThreadsWhenBrokerFailsAfterControllerStarted() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            // Given
            taken.bind(Loopback.address(0));
            int controller = Loopback.twoFreePorts()[0];
            Map<String, String> broken = Map.of(
                    "listeners",
                    "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(taken.getLocalPort(), controller),
                    "controller.quorum.voters",
                    "1@127.0.0.1:" + controller);
            Set<String> before = threads();

            // When
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, 0, false, broken))

                    // Then
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("already in use");
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        }
    }

    @Test
    void shouldRefuseASecondBrokerInTheSameFolder() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, false)) {
            // Given
            createTopic(kafka);

            // When
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, 0, false))

                    // Then
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining(directory.resolve("kafka").toString());
            sendInTransaction(kafka, "still served");
        }
    }

    @Test
    void shouldDeleteItsFolderOnlyWhenAskedTo() {
        // Given
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0, true);

        // When
        kafka.close();
        kafka.close();

        // Then
        assertThat(directory.resolve("kafka")).doesNotExist();
        assertThat(Files.exists(directory)).isTrue();
    }

    private static String clusterId(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void sendInTransaction(EmbeddedKafka kafka, String value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "embedded-kafka-it");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, value));
            producer.commitTransaction();
        }
    }

    private static List<String> readAll(EmbeddedKafka kafka) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            List<String> values = new java.util.ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return !values.isEmpty();
            });
            return values;
        }
    }

    /** Names of live threads that would keep the process running. */
    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .forEach(thread -> names.add(thread.getName()));
        return names;
    }
}
