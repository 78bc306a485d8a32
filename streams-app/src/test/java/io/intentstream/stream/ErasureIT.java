package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.server.privacy.NoReceiptException;
import io.intentstream.server.privacy.RequestOutcome;
import io.intentstream.server.privacy.UserControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests on a real broker, with the engine in this process or in one that is killed. */
class ErasureIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int USERS = 60;
    private static final int ROUNDS = 4;
    private static final int EVENTS_PER_ROUND = 4_000;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldEraseUserWhoseEventsAnotherPartitionerDistributed() {
        // Given
        Map<String, String> settings = cluster.newApplication("elsewhere", Map.of());
        try (IntentStream stream = started(settings)) {
            for (int partition = 0; partition < TestCluster.PARTITIONS; partition++) {
                send(settings, "ann", "a" + partition, partition);
            }
            await().atMost(PATIENCE).until(() -> stream.counters().scored() == TestCluster.PARTITIONS);

            // When
            RequestOutcome answer = new UserControl(AppConfig.of(settings)).erase("ann", PATIENCE);

            // Then
            assertThat(answer.receipts())
                    .extracting(UserReceipt::getPartition, UserReceipt::getEffect)
                    .containsExactly(
                            tuple(0, RequestEffect.ERASED),
                            tuple(1, RequestEffect.ERASED),
                            tuple(2, RequestEffect.ERASED),
                            tuple(3, RequestEffect.ERASED));
            StreamResults results = new StreamResults(cluster, settings);
            assertThat(results.finalStates()).isEmpty();
            assertThat(results.finalProfiles()).containsEntry("ann", null);
        }
    }

    @Test
    void shouldConfirmErasureOfUnknownAndOfErasedUser() {
        // Given
        Map<String, String> settings = cluster.newApplication("twice", Map.of());
        UserControl control = new UserControl(AppConfig.of(settings));
        try (IntentStream stream = started(settings)) {
            send(settings, "ann", "a1", 0);
            await().atMost(PATIENCE).until(() -> stream.counters().scored() == 1);

            // When
            List<Boolean> erased = List.of(
                    control.erase("nobody", PATIENCE).erased(),
                    control.erase("ann", PATIENCE).erased(),
                    control.erase("ann", PATIENCE).erased());

            // Then
            assertThat(erased).containsExactly(false, true, false);
        }
    }

    @Test
    void shouldIgnoreUserAcrossRestartUntilResumed() {
        // Given
        Map<String, String> settings = cluster.newApplication("ignored", Map.of("erasure.after", "ignore"));
        UserControl control = new UserControl(AppConfig.of(settings));
        try (IntentStream stream = started(settings)) {
            assertThat(control.erase("ann", PATIENCE).ignoring()).isTrue();
        }

        // When
        try (IntentStream stream = started(settings)) {
            send(settings, "ann", "a1", 0);
            await().atMost(PATIENCE).until(() -> stream.counters().withheld() == 1);
            assertThat(control.resume("ann", PATIENCE).resumed()).isTrue();
            send(settings, "ann", "a2", 0);
            await().atMost(PATIENCE).until(() -> stream.counters().scored() == 1);
        }

        // Then
        assertThat(new StreamResults(cluster, settings).intentsByUser().get("ann"))
                .extracting(PurchaseIntent::getEventId)
                .containsExactly("a2");
    }

    @Test
    void shouldReportThatNoEngineAnswersAndProcessRequestLater() {
        // Given
        Map<String, String> settings = cluster.newApplication("silent", Map.of());
        UserControl control = new UserControl(AppConfig.of(settings));

        // When
        assertThatThrownBy(() -> control.erase("ann", Duration.ofMillis(500)))
                .isInstanceOf(NoReceiptException.class)
                .hasMessageContaining("for partition 0, 1, 2, 3: is an engine running");

        // Then
        try (IntentStream stream = started(settings)) {
            await().atMost(PATIENCE).until(() -> stream.counters().requests() == TestCluster.PARTITIONS);
        }
        assertThat(receipts(settings)).hasSize(TestCluster.PARTITIONS);
    }

    @Test
    void shouldProcessEachRequestExactlyOnceDespiteKills() {
        // Given
        Map<String, String> settings = cluster.newApplication("killed", Map.of());
        Set<String> requested = new HashSet<>();

        // When events and requests arrive together and the engine is killed meanwhile
        EngineProcess process = EngineProcess.start(cluster.folder().resolve("run-killed"), settings);
        try (EventFeed feed = new EventFeed(cluster, settings, 11, USERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                feed.send(EVENTS_PER_ROUND / 2);
                requested.addAll(eraseEveryone(settings, round));
                feed.send(EVENTS_PER_ROUND / 2);
                int answered = receipts(settings).size();
                EngineProcess running = process;
                await().atMost(PATIENCE).until(() -> {
                    running.requireAlive();
                    return receipts(settings).size() > answered;
                });
                process.kill();
                process = EngineProcess.start(cluster.folder().resolve("run-killed"), settings);
            }
            EngineProcess running = process;
            await().atMost(PATIENCE).until(() -> {
                running.requireAlive();
                return backlog(settings, "input.topics") == 0
                        && backlog(settings, "control.topic") == 0
                        && !cluster.hasOpenTransaction(settings.get("intents.topic"))
                        && !cluster.hasOpenTransaction(settings.get("control.receipts.topic"));
            });
        } finally {
            process.close();
        }

        // Then
        List<UserReceipt> receipts = receipts(settings);
        assertThat(receipts)
                .extracting(receipt -> receipt.getRequestId() + " " + receipt.getPartition())
                .doesNotHaveDuplicates()
                .hasSize(requested.size() * TestCluster.PARTITIONS);
        StreamResults results = new StreamResults(cluster, settings);
        Map<String, Long> lives = new HashMap<>();
        results.intentsByUser().forEach((user, intents) -> lives.put(user, livesIn(intents)));
        Map<String, Long> ended = new HashMap<>();
        receipts.stream()
                .filter(receipt -> receipt.getEffect() == RequestEffect.ERASED)
                .forEach(receipt -> ended.merge(receipt.getUserId(), 1L, Long::sum));
        Set<String> alive = results.finalStates().keySet();
        assertThat(ended).isNotEmpty();
        lives.forEach((user, count) -> assertThat(ended.getOrDefault(user, 0L) + (alive.contains(user) ? 1 : 0))
                .as("each life of %s ends with one receipt, or goes on", user)
                .isEqualTo(count));
    }

    /** How often the user's state started from empty; fails when an update is missing or duplicated. */
    private static long livesIn(List<PurchaseIntent> intents) {
        long lives = 0;
        long before = 0;
        for (PurchaseIntent intent : intents) {
            if (intent.getUpdateNumber() == 1) {
                lives++;
            } else {
                assertThat(intent.getUpdateNumber()).isEqualTo(before + 1);
            }
            before = intent.getUpdateNumber();
        }
        return lives;
    }

    private static Set<String> eraseEveryone(Map<String, String> settings, int round) {
        String topic = settings.get("control.topic");
        Set<String> ids = new HashSet<>();
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer()) {
            Serializer<UserRequest> serializer = cluster.serdes().serializer();
            for (int user = 0; user < USERS; user++) {
                String userId = "user-" + user;
                UserRequest request =
                        DrivenTopology.request("round-" + round + "-" + userId, userId, RequestKind.ERASE);
                request.setRequestedAt(Instant.now());
                byte[] value = serializer.serialize(topic, request);
                for (int partition = 0; partition < TestCluster.PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>(topic, partition, userId.getBytes(UTF_8), value));
                }
                ids.add(request.getRequestId());
            }
        }
        return ids;
    }

    private static List<UserReceipt> receipts(Map<String, String> settings) {
        String topic = settings.get("control.receipts.topic");
        Deserializer<UserReceipt> deserializer = cluster.serdes().deserializer();
        List<UserReceipt> receipts = new ArrayList<>();
        cluster.readAll(topic).forEach(record -> receipts.add(deserializer.deserialize(topic, record.value())));
        return receipts;
    }

    private static long backlog(Map<String, String> settings, String topicKey) {
        return cluster.backlog(settings.get("application.id"), settings.get(topicKey));
    }

    private static IntentStream started(Map<String, String> settings) {
        IntentStream stream = IntentStream.open(AppConfig.of(settings));
        stream.start();
        return stream;
    }

    private static void send(Map<String, String> settings, String user, String eventId, int partition) {
        String topic = settings.get("input.topics");
        cluster.send(List.of(cluster.record(topic, partition, ClickEvents.view(user, eventId, Instant.now()))));
    }
}
