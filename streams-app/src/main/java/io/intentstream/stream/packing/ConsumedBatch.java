package io.intentstream.stream.packing;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The content of one record of Kafka Streams. Usually it is a batch. A record is raw when no interceptor ran (as in {@code
 * TopologyTestDriver}) or when the interceptor failed, since Kafka then passes the records unchanged.
 */
public sealed interface ConsumedBatch {

    /**
     * Consecutive records of one partition.
     *
     * @param records as received, in their order; at least one
     * @param readAt {@link System#nanoTime} of their poll
     */
    record Batched(List<ConsumerRecord<byte[], byte[]>> records, long readAt) implements ConsumedBatch {
        /** The offset after the last record. */
        public long nextOffset() {
            return records.get(records.size() - 1).offset() + 1;
        }
    }

    /**
     * A single record. Key, headers, offset and timestamp are those of the Kafka Streams record.
     *
     * @param value as received; null when the record has none
     */
    record Raw(byte @Nullable [] value) implements ConsumedBatch {}
}
