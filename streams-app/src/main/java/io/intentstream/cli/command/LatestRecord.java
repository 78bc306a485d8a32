package io.intentstream.cli.command;

import io.intentstream.config.AppConfig;
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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Finds the latest committed record of a key in a compacted topic. Reads the whole partition: there is no index. */
final class LatestRecord implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int ANSWER_MILLIS = 20_000;

    private final Consumer<byte[], byte[]> consumer;

    LatestRecord(AppConfig config) {
        Map<String, Object> settings = new HashMap<>(config.consumerSettings());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether the topic is there. */
    boolean hasTopic(String topic) {
        return consumer.listTopics().containsKey(topic);
    }

    /**
     * The latest record of the key, a tombstone included; empty when there is none. Looks where Kafka's own partitioner
     * puts the key, and then elsewhere, since producers of other languages may put it there.
     */
    Optional<ConsumerRecord<byte[], byte[]>> of(String topic, byte[] key) {
        return latest(topic, key, candidate -> Arrays.equals(candidate, key)).values().stream()
                .findFirst();
    }

    /**
     * The latest records of all keys that a test lets pass, tombstones included, where one is found first.
     *
     * @param key is looked for where Kafka's own partitioner puts it, and then elsewhere
     */
    Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> latest(String topic, byte[] key, Predicate<byte[]> keys) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo info : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, info.partition()));
        }
        TopicPartition likely = new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions.size());
        partitions.remove(likely);
        Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> found = latest(List.of(likely), keys);
        return found.isEmpty() ? latest(partitions, keys) : found;
    }

    private Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> latest(
            Collection<TopicPartition> partitions, Predicate<byte[]> keys) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> latest = new HashMap<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> candidate : consumer.poll(POLL)) {
                if (keys.test(candidate.key())) {
                    latest.put(ByteBuffer.wrap(candidate.key()), candidate);
                }
            }
        }
        return latest;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
