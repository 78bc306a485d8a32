package io.intentstream.server.privacy;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.UserReceipt;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the receipts that are committed from the moment it is opened on. */
final class Receipts implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int ANSWER_MILLIS = 20_000;

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<UserReceipt> deserializer;

    private Receipts(String topic, Consumer<byte[], byte[]> consumer, Deserializer<UserReceipt> deserializer) {
        this.topic = topic;
        this.consumer = consumer;
        this.deserializer = deserializer;
    }

    static Receipts open(AppConfig config, String topic) {
        Deserializer<UserReceipt> deserializer = SerdeSettings.of(
                        config.serde().classes(), config.serde().settings())
                .deserializer();
        Receipts receipts = new Receipts(
                topic,
                new KafkaConsumer<>(settings(config), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                deserializer);
        try {
            receipts.seekToEnd();
            return receipts;
        } catch (RuntimeException e) {
            receipts.close();
            throw e;
        }
    }

    private static Map<String, Object> settings(AppConfig config) {
        Map<String, Object> settings = new LinkedHashMap<>(config.consumerSettings());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        return settings;
    }

    private void seekToEnd() {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(topic)
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // settles where the end is before the request is made
    }

    /** @throws NoReceiptException when some of so many partitions have not answered in time */
    RequestOutcome await(String requestId, int partitions, Duration patience) {
        Map<Integer, UserReceipt> found = new TreeMap<>();
        long start = System.nanoTime();
        while (found.size() < partitions) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw late(requestId, partitions, found, patience);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                UserReceipt receipt = deserializer.deserialize(topic, record.headers(), record.value());
                if (receipt.getRequestId().equals(requestId)) {
                    found.put(receipt.getPartition(), receipt);
                }
            }
        }
        return new RequestOutcome(requestId, List.copyOf(found.values()));
    }

    private NoReceiptException late(
            String requestId, int partitions, Map<Integer, UserReceipt> found, Duration patience) {
        String missing = IntStream.range(0, partitions)
                .filter(partition -> !found.containsKey(partition))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return NoReceiptException.late("No receipt of request " + requestId + " came within " + patience.toSeconds()
                + " s for partition " + missing + ": does an engine run, and is it far behind? The request stays in its"
                + " topic and is carried out when its turn comes; " + topic + " will tell");
    }

    @Override
    public void close() {
        consumer.close();
        deserializer.close();
    }
}
