package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.serde.SerdeSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Holds the contestants' scores against each other. Intents carry probabilities rounded to four decimals, so two scores
 * that agree within 1e-5 come out equal, or as neighbours in at most a tenth of the cases; anything else voids the run.
 */
final class ScoreCheck {
    private static final double STEP = 1e-4;
    private static final double NEIGHBOURS_ALLOWED = 0.1;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Double> reference = new HashMap<>();
    private String referenceName = "";

    /** Checks a run's committed scores against those of the first run that was shown. */
    void check(Cluster cluster, Assignment assignment, String name, int partitions, long most) {
        Map<String, Double> scores = read(cluster, assignment.intents(), partitions, most);
        if (reference.isEmpty()) {
            reference.putAll(scores);
            referenceName = name;
            return;
        }
        int compared = 0;
        int neighbours = 0;
        for (Map.Entry<String, Double> score : scores.entrySet()) {
            Double expected = reference.get(score.getKey());
            if (expected != null) {
                double difference = Math.abs(expected - score.getValue());
                if (difference > 1.5 * STEP) {
                    throw new BenchmarkFailed("Void: event %s has score %s by %s, but %s by %s"
                            .formatted(score.getKey(), score.getValue(), name, expected, referenceName));
                }
                compared++;
                neighbours += difference > STEP / 2 ? 1 : 0;
            }
        }
        if (compared < most / 2 || neighbours > NEIGHBOURS_ALLOWED * compared) {
            throw new BenchmarkFailed("Void: of %,d scores of %s and %s compared, %,d differ by more than 1e-5"
                    .formatted(compared, name, referenceName, neighbours));
        }
    }

    private static Map<String, Double> read(Cluster cluster, String topic, int partitions, long most) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        Map<String, Double> scores = new HashMap<>();
        try (Deserializer<PurchaseIntent> intents =
                        SerdeSettings.ours(cluster.serdes()).deserializer();
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = java.util.stream.IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (scores.size() < most && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    PurchaseIntent intent = intents.deserialize(topic, record.value());
                    scores.put(intent.getEventId(), intent.getProbability());
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                }
            }
        }
        return scores;
    }
}
