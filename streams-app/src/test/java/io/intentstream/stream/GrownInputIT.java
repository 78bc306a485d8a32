package io.intentstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.stream.topics.ClusterException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An input topic that gets more partitions while users have states, and the way out that docs/operations.md tells. */
class GrownInputIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.now().minus(Duration.ofHours(1));
    private static final int USERS = 50;
    private static final int EVENTS = 500;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldRefuseGrownInputAndKeepEveryStateWhenItIsRekeyed() throws Exception {
        // Given
        Map<String, String> settings = cluster.newApplication("grown", Map.of());
        cluster.send(records(settings, 0));
        try (IntentStream stream = started(settings)) {
            awaitIntents(settings, EVENTS);
        }
        grow(settings.get("input.topics"), 2 * TestCluster.PARTITIONS);
        cluster.send(records(settings, EVENTS));
        Map<String, String> rekeyed = new HashMap<>(settings);
        rekeyed.put("input.keyed.by.user", "false");

        // When / Then
        assertThatThrownBy(() -> IntentStream.open(AppConfig.of(settings)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(
                        "Topic grown-clickstream (input) has 8 partitions, but had 4 when this application"
                                + " began (grown-users-changelog has 4)")
                .hasMessageContaining("input.keyed.by.user=false")
                .hasMessageContaining("docs/operations.md#upgrades-and-the-way-back");
        try (IntentStream stream = started(rekeyed)) {
            awaitIntents(settings, 2 * EVENTS);
        }
        new StreamResults(cluster, settings)
                .intentsByUser()
                .forEach((user, intents) -> assertThat(intents)
                        .extracting(PurchaseIntent::getUpdateNumber)
                        .isEqualTo(LongStream.rangeClosed(1, 2 * EVENTS / USERS)
                                .boxed()
                                .toList()));
        assertThat(partitionsOf(Set.of("grown-users-changelog", "grown-by-user-repartition")))
                .containsOnly(TestCluster.PARTITIONS);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(Map<String, String> settings, int first) {
        return IntStream.range(first, first + EVENTS)
                .mapToObj(i -> ClickEvents.view("user-" + i % USERS, "event-" + i, NOW.plusSeconds(i)))
                .map(event -> cluster.record(settings.get("input.topics"), event))
                .toList();
    }

    private static IntentStream started(Map<String, String> settings) {
        IntentStream stream = IntentStream.open(AppConfig.of(settings));
        stream.start();
        await().atMost(PATIENCE).until(() -> stream.state() == State.RUNNING);
        return stream;
    }

    private static void awaitIntents(Map<String, String> settings, int count) {
        await().atMost(PATIENCE)
                .until(() -> cluster.readAll(settings.get("intents.topic")).size() == count);
    }

    private static void grow(String topic, int partitions) throws Exception {
        try (Admin admin = cluster.admin()) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        }
        await().atMost(PATIENCE).until(() -> partitionsOf(Set.of(topic)).equals(List.of(partitions)));
    }

    private static List<Integer> partitionsOf(Set<String> topics) throws Exception {
        try (Admin admin = cluster.admin()) {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .map(topic -> topic.partitions().size())
                    .toList();
        }
    }
}
