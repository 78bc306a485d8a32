package io.intentstream.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds the latest committed record of a key in a compacted topic. Reads the whole partition: there is no index. */
public final class LatestRecord implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CommittedReader reader;

    /** Opens a reader, which {@link #close()} closes. */
    public LatestRecord(KafkaClients clients) {
        reader = clients.answeringWithin(PATIENCE).reader(KafkaClients.WhenDeleted.CONTINUE);
    }

    /** Whether the topic exists. */
    public boolean hasTopic(String topic) {
        return reader.partitionCount(topic) > 0;
    }

    /**
     * The latest record of the key, which may be a tombstone; empty when there is none. Looks where Kafka's own partitioner
     * puts the key, and then elsewhere, since producers in other languages may put it there.
     */
    public Optional<ConsumerRecord<byte[], byte[]>> of(String topic, byte[] key) {
        return latest(topic, key, candidate -> Arrays.equals(candidate, key)).values().stream()
                .findFirst();
    }

    /**
     * The latest records of all keys that match, tombstones included, by key.
     *
     * @param key its default partition is read first; if no key there matches, all others are read
     */
    public Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> latest(String topic, byte[] key, Predicate<byte[]> matches) {
        List<TopicPartition> others = new ArrayList<>(reader.partitions(topic));
        TopicPartition likely = others.remove(KeyPartitioning.partitionOf(key, others.size()));
        Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> found = latest(List.of(likely), matches);
        return found.isEmpty() ? latest(others, matches) : found;
    }

    private Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> latest(
            Collection<TopicPartition> partitions, Predicate<byte[]> matches) {
        Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> latest = new HashMap<>();
        reader.seekToBeginning(partitions);
        reader.readTo(reader.ends(partitions), candidate -> {
            if (matches.test(candidate.key())) {
                latest.put(ByteBuffer.wrap(candidate.key()), candidate);
            }
            return true;
        });
        return latest;
    }

    @Override
    public void close() {
        reader.close();
    }
}
