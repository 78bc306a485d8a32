package io.intentstream.benchmarks.harness;

import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records that a contestant has written. */
final class ResultReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ResultReader() {}

    /**
     * Reads a topic to its end, or until no record arrives for some seconds.
     *
     * @param latest most records of each partition, counted from its end
     * @return number of records read
     */
    static long read(Cluster cluster, String topic, long latest, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        return read(cluster, cluster.ends(List.of(topic)), latest, each);
    }

    /** As {@link #read(Cluster, String, long, Consumer)}, of partitions up to these ends. */
    static long read(
            Cluster cluster,
            Map<TopicPartition, Long> ends,
            long latest,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        ends.forEach((partition, end) -> starts.put(partition, Math.max(0, end - latest)));
        long count = 0;
        try (CommittedReader reader = KafkaClients.at(cluster.bootstrap()).reader(KafkaClients.WhenDeleted.CONTINUE)) {
            reader.seek(starts);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!reader.hasReached(ends) && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    each.accept(record);
                    count++;
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                }
            }
        }
        return count;
    }
}
