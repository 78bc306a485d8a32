package io.intentstream.server.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaClients.WhenDeleted;
import io.intentstream.kafka.KeyPartitioning;
import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.stream.TestCluster;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sender's side alone; the test answers in the engine's place. */
class UserControlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldSendCopyToEveryPartitionAndReturnTheirReceipts() {
        // Given
        AppConfig config = AppConfig.of(cluster.newApplication("answered", Map.of()));
        CompletableFuture<RequestOutcome> erasure =
                CompletableFuture.supplyAsync(() -> new UserControl(config).erase("ann", PATIENCE));

        // When
        Map<Integer, UserRequest> copies = requests(config);
        copies.forEach((partition, copy) -> answer(config, copy.getRequestId(), partition));
        RequestOutcome outcome = erasure.join();

        // Then
        int home = KeyPartitioning.partitionOf("ann".getBytes(UTF_8), TestCluster.PARTITIONS);
        assertThat(copies.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(copies).allSatisfy((partition, copy) -> {
            assertThat(copy.getUserId()).isEqualTo("ann");
            assertThat(copy.getKind()).isEqualTo(RequestKind.ERASE);
            assertThat(copy.getSweep()).isEqualTo(partition != home);
        });
        assertThat(outcome.receipts()).extracting(UserReceipt::getPartition).containsExactly(0, 1, 2, 3);
        assertThat(outcome.erased()).isTrue();
    }

    @Test
    void shouldIgnoreReceiptsOfOtherRequestsAndNamePartitionsWithoutReceipt() {
        // Given
        AppConfig config = AppConfig.of(cluster.newApplication("late", Map.of()));
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
                .hasMessageContaining("for partition 0, 2, 3: ")
                .hasMessageContaining("the receipt will be in late-receipts");
    }

    @Test
    void shouldReportThatRequestWasNotConfirmedWhenTopicsDoNotExist() {
        // Given
        UserControl control = new UserControl(AppConfig.of(cluster.settings("absent", Map.of())));

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
        AppConfig config = AppConfig.of(cluster.settings("none", Map.of("control.topic", "none")));

        // When / Then
        assertThatThrownBy(() -> new UserControl(config))
                .isInstanceOf(NoReceiptException.class)
                .hasMessageContaining("control.topic is none");
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
                return found.size() < TestCluster.PARTITIONS;
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
