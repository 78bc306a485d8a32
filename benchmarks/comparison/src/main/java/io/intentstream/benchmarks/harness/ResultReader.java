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

/** Reads what a contestant has written, as a consumer of committed records sees it. */
final class ResultReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ResultReader() {}

    /**
     * Reads a topic to its end, or until nothing comes for some seconds.
     *
     * @param latest how many records of each partition, its latest
     * @return how many records it has read
     */
    static long read(Cluster cluster, String topic, long latest, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> ends = cluster.ends(List.of(topic));
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
