package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.schema.ItemAssociations;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The topic of associations. What is written depends on what is there: only records that differ, and tombstones. One
 * transaction makes the change, so a reader of committed records never sees a mix of two bundles.
 */
final class AssociationsTopic {
    /** Longer than the records of a million products take. */
    private static final Duration TRANSACTION = Duration.ofMinutes(10);

    private final KafkaClients clients;
    private final String topic;

    /** @param topic exists already */
    AssociationsTopic(KafkaClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /**
     * What was done.
     *
     * @param written records that were new or different
     * @param deleted tombstones
     * @param unchanged records that were in the topic already
     */
    record Published(long written, long deleted, long unchanged) {}

    /** The latest record of a product in the topic. */
    private record Present(int partition, boolean wanted) {}

    /**
     * Brings the topic to these records, or leaves it as it is.
     *
     * @param records by product
     * @throws KafkaException when the brokers do not answer or refuse
     */
    Published publish(SortedMap<String, ItemAssociations> records, Serializer<ItemAssociations> serializer) {
        Producer<byte[], byte[]> producer = clients.transactionalProducer(topic + "-publish-items", TRANSACTION);
        try {
            // Ends what an earlier run left open: records after that could not be read.
            producer.initTransactions();
            Published published = publish(records, present(records, serializer), serializer, producer);
            producer.close();
            return published;
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** The products of the topic, and whether the latest record of each is the wanted one. */
    private Map<ByteBuffer, Present> present(
            Map<String, ItemAssociations> records, Serializer<ItemAssociations> serializer) {
        Map<ByteBuffer, Present> present = new HashMap<>();
        try (CommittedReader reader = clients.reader(KafkaClients.WhenDeleted.CONTINUE)) {
            List<TopicPartition> partitions = reader.partitions(topic);
            reader.seekToBeginning(partitions);
            reader.readTo(reader.ends(partitions), record -> {
                if (record.value() == null) {
                    present.remove(ByteBuffer.wrap(record.key()));
                } else {
                    present.put(
                            ByteBuffer.wrap(record.key()),
                            new Present(record.partition(), isWanted(record, records, serializer)));
                }
                return true;
            });
        }
        return present;
    }

    private boolean isWanted(
            ConsumerRecord<byte[], byte[]> record,
            Map<String, ItemAssociations> records,
            Serializer<ItemAssociations> serializer) {
        ItemAssociations wanted = records.get(new String(record.key(), UTF_8));
        return wanted != null && Arrays.equals(record.value(), serializer.serialize(topic, wanted));
    }

    private Published publish(
            SortedMap<String, ItemAssociations> records,
            Map<ByteBuffer, Present> present,
            Serializer<ItemAssociations> serializer,
            Producer<byte[], byte[]> producer) {
        long unchanged = present.values().stream().filter(Present::wanted).count();
        if (unchanged == records.size() && unchanged == present.size()) {
            return new Published(0, 0, unchanged);
        }
        producer.beginTransaction();
        long written = 0;
        for (Map.Entry<String, ItemAssociations> entry : records.entrySet()) {
            byte[] key = entry.getKey().getBytes(UTF_8);
            Present found = present.remove(ByteBuffer.wrap(key));
            if (found == null || !found.wanted()) {
                // In the partition where it is, also when the topic has got more partitions since.
                Integer partition = found == null ? null : (Integer) found.partition();
                byte[] value = serializer.serialize(topic, entry.getValue());
                producer.send(new ProducerRecord<>(topic, partition, key, value));
                written++;
            }
        }
        for (Map.Entry<ByteBuffer, Present> gone : present.entrySet()) {
            byte[] key = gone.getKey().array();
            producer.send(new ProducerRecord<>(topic, gone.getValue().partition(), key, null));
        }
        producer.commitTransaction();
        return new Published(written, present.size(), unchanged);
    }
}
