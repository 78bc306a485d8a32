package io.intentstream.stream.packing;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one record of Kafka Streams brings. Usually a pack; a record comes raw when no interceptor ran (as in
 * {@code TopologyTestDriver}) or when it failed, since Kafka then hands on the records as they were.
 */
public sealed interface ConsumedBatch {

    /**
     * Consecutive records of one partition.
     *
     * @param records as received, in their order; at least one
     * @param readAt {@link System#nanoTime} of the poll that brought them
     */
    record Batched(List<ConsumerRecord<byte[], byte[]>> records, long readAt) implements ConsumedBatch {
        /** The offset after the last record. */
        public long nextOffset() {
            return records.get(records.size() - 1).offset() + 1;
        }
    }

    /**
     * A record by itself: key, headers, offset and timestamp are those of the Kafka Streams record around it.
     *
     * @param value as received; null when the record has none
     */
    record Raw(byte[] value) implements ConsumedBatch {}
}
