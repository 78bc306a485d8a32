package io.intentstream.server.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.config.AppConfig;
import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaClients.WhenDeleted;
import io.intentstream.kafka.KeyPartitioning;
import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.wire.SerdeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sender's side alone; the test answers in the engine's place. */
class UserControlIT {
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static EmbeddedSchemaRegistry registry;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder, 0, false);
        registry = EmbeddedSchemaRegistry.start(folder, 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        kafka.close();
    }

    @Test
    void shouldSendCopyToEveryPartitionAndReturnTheirReceipts() {
        // Given
        AppConfig config = application("answered");
        CompletableFuture<RequestOutcome> erasure =
                CompletableFuture.supplyAsync(() -> new UserControl(config).erase("ann", PATIENCE));

        // When
        Map<Integer, UserRequest> copies = requests(config);
        copies.forEach((partition, copy) -> answer(config, copy.getRequestId(), partition));
        RequestOutcome outcome = erasure.join();

        // Then
        int home = KeyPartitioning.partitionOf("ann".getBytes(UTF_8), PARTITIONS);
        assertThat(copies.keySet()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(copies).allSatisfy((partition, copy) -> {
            assertThat(copy.getUserId()).isEqualTo("ann");
            assertThat(copy.getKind()).isEqualTo(RequestKind.ERASE);
            assertThat(copy.getSweep()).isEqualTo(partition != home);
        });
        assertThat(outcome.receipts()).extracting(UserReceipt::getPartition).containsExactly(0, 1, 2);
        assertThat(outcome.erased()).isTrue();
    }

    @Test
    void shouldIgnoreReceiptsOfOtherRequestsAndNamePartitionsWithoutReceipt() {
        // Given
        AppConfig config = application("late");
        CompletableFuture<RequestOutcome> resumption =
                CompletableFuture.supplyAsync(() -> new UserControl(config).resume("ann", Duration.ofSeconds(15)));

        // When
        Map<Integer, UserRequest> copies = requests(config);
        answer(config, copies.get(1).getRequestId(), 1);
        answer(config, "another request", 2);

        // Then
        assertThatThrownBy(resumption::join)
                .cause()
                .isInstanceOfSatisfying(
                        NoReceiptException.class,
                        late -> assertThat(late.requestStands()).isTrue())
                .hasMessageContaining("for partition 0, 2: ")
                .hasMessageContaining("the receipt will be in late-receipts");
    }

    @Test
    void shouldSayThatRequestWasNotConfirmedWhenTopicsDoNotExist() {
        // Given
        UserControl control = new UserControl(AppConfig.of(settings("absent")));

        // When / Then
        assertThatThrownBy(() -> control.erase("ann", PATIENCE))
                .isInstanceOfSatisfying(
                        NoReceiptException.class,
                        failure -> assertThat(failure.requestStands()).isFalse())
                .hasMessageContaining("there is no topic absent-receipts")
                .hasMessageContaining("'intentstream topics' shows whether absent-control and absent-receipts exist");
    }

    @Test
    void shouldRefuseWhenSettingsNameNoControlTopic() {
        // Given
        Map<String, String> settings = settings("none");
        settings.put("control.topic", "none");
        AppConfig config = AppConfig.of(settings);

        // When / Then
        assertThatThrownBy(() -> new UserControl(config))
                .isInstanceOf(NoReceiptException.class)
                .hasMessageContaining("control.topic is none");
    }

    private static AppConfig application(String name) {
        AppConfig config = AppConfig.of(settings(name));
        try (Admin admin = KafkaClients.of(config).admin()) {
            TopicPlan.of(config, new TopicPlan.Sizing(PARTITIONS, Optional.empty(), Optional.empty()))
                    .create(admin);
        }
        return config;
    }

    private static Map<String, String> settings(String name) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("schema.registry.url", registry.url());
        settings.put("control.topic", name + "-control");
        settings.put("control.receipts.topic", name + "-receipts");
        return settings;
    }

    /** The first request in each partition; waits for all of them. */
    private static Map<Integer, UserRequest> requests(AppConfig config) {
        String topic = config.topics().control().orElseThrow().requests();
        Map<Integer, UserRequest> found = new HashMap<>();
        try (CommittedReader reader = KafkaClients.of(config).reader(WhenDeleted.FAIL);
                Deserializer<UserRequest> deserializer =
                        SerdeSettings.of(config.serde()).deserializer()) {
            reader.seekToBeginning(reader.partitions(topic));
            reader.read(record -> {
                found.put(record.partition(), deserializer.deserialize(topic, record.value()));
                return found.size() < PARTITIONS;
            });
        }
        return found;
    }

    private static void answer(AppConfig config, String requestId, int partition) {
        String topic = config.topics().control().orElseThrow().receipts();
        UserReceipt receipt = UserReceipt.newBuilder()
                .setRequestId(requestId)
                .setUserId("ann")
                .setKind(RequestKind.ERASE)
                .setEffect(partition == 1 ? RequestEffect.ERASED : RequestEffect.NONE)
                .setIgnoring(false)
                .setPartition(partition)
                .setRequestedAt(Instant.EPOCH)
                .build();
        try (Producer<byte[], byte[]> producer = KafkaClients.of(config).producer();
                Serializer<UserReceipt> serializer =
                        SerdeSettings.of(config.serde()).serializer()) {
            producer.send(new ProducerRecord<>(topic, partition, null, serializer.serialize(topic, receipt)));
        }
    }
}
