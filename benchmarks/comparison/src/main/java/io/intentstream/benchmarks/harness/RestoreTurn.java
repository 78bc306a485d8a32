package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Works the input off, takes the local state away, and looks how long intentstream needs to get it back. */
final class RestoreTurn {
    private final Settings settings;
    private final Cluster cluster;
    private final Assignment assignment;

    RestoreTurn(Settings settings, Cluster cluster, Assignment assignment) {
        this.settings = settings;
        this.cluster = cluster;
        this.assignment = assignment;
    }

    Restore play() throws IOException, InterruptedException {
        cluster.createTopics(assignment, settings.partitions());
        double empty = secondsToRun(settings.allEvents());
        Folders.delete(assignment.folder());
        double restore = secondsToRun(0);
        String changelog = assignment.run() + "-users-changelog";
        Map<TopicPartition, Long> ends = cluster.ends(changelog);
        Map<String, Integer> states = new HashMap<>();
        double read = secondsToRead(ends, states);
        return new Restore(
                assignment.guarantee(),
                ends.values().stream().mapToLong(Long::longValue).sum(),
                cluster.logBytes(changelog, ""),
                states.size(),
                states.values().stream().mapToInt(Integer::intValue).average().orElse(0),
                restore,
                empty,
                read);
    }

    /** Starts intentstream, lets it work off so many events, and stops it. */
    private double secondsToRun(long events) throws IOException, InterruptedException {
        try (ChildProcess process = Contestant.INTENTSTREAM.start(settings, assignment)) {
            long started = System.nanoTime();
            process.say(Stage.AWAIT_RUNNING);
            process.hear();
            double seconds = (System.nanoTime() - started) / 1e9;
            while (cluster.committed(assignment.run()) < events) {
                if (!process.isAlive()) {
                    throw new BenchmarkFailed("intentstream stopped; see " + process.log());
                }
                Thread.sleep(100);
            }
            return seconds;
        }
    }

    /** @param states is filled with the size of each user's latest state */
    private double secondsToRead(Map<TopicPartition, Long> ends, Map<String, Integer> states) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrap(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            long started = System.nanoTime();
            consumer.assign(ends.keySet());
            Set<TopicPartition> open = ends.keySet();
            while (!open.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    states.put(new String(record.key(), StandardCharsets.UTF_8), record.serializedValueSize());
                }
                open = open.stream()
                        .filter(partition -> consumer.position(partition) < ends.get(partition))
                        .collect(Collectors.toSet());
            }
            return (System.nanoTime() - started) / 1e9;
        }
    }
}
