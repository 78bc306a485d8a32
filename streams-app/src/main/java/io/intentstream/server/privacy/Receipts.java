package io.intentstream.server.privacy;

import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.schema.UserReceipt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the receipts that are committed after it was opened. */
final class Receipts implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final CommittedReader reader;
    private final Deserializer<UserReceipt> deserializer;

    /**
     * Looks up where the topic ends.
     *
     * @throws UnknownTopicOrPartitionException when the topic does not exist
     */
    Receipts(KafkaClients clients, Deserializer<UserReceipt> deserializer, String topic) {
        this.topic = topic;
        this.deserializer = deserializer;
        this.reader = clients.reader(KafkaClients.WhenDeleted.CONTINUE);
        try {
            List<TopicPartition> partitions = reader.partitions(topic);
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic);
            }
            reader.seekToEnd(partitions);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Waits for one receipt of each partition of the control topic.
     *
     * @param partitions how many partitions the control topic has
     * @throws NoReceiptException when a receipt does not come in time
     */
    RequestOutcome await(String requestId, int partitions, Duration patience) {
        Map<Integer, UserReceipt> found = new TreeMap<>();
        long start = System.nanoTime();
        while (found.size() < partitions) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw late(requestId, partitions, found, patience);
            }
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
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
                + " s for partition " + missing
                + ": is an engine running, and is it far behind? The request stays in its"
                + " topic and is carried out when its turn comes; the receipt will be in " + topic);
    }

    @Override
    public void close() {
        reader.close();
    }
}
