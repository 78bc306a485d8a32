package io.intentstream.stream.packing;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/**
 * Packs consecutive records of one partition into batches. It never waits for more records than one poll returned.
 *
 * @param maxRecords most records of a batch
 * @param maxBytes most bytes of a batch; a larger record becomes a batch of its own
 * @param guard decides which timestamps may become a batch's
 */
public record RecordBatcher(int maxRecords, int maxBytes, TimestampGuard guard) {
    private static final byte[] NO_BYTES = {};

    /** Returns records that each carry one batch, in the order of {@code records}. */
    public List<ConsumerRecord<byte[], byte[]>> batch(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> batches = new ArrayList<>(records.size() / maxRecords + 1);
        long latestValid = guard.latestValid();
        long readAt = System.nanoTime();
        int from = 0;
        while (from < records.size()) {
            int bytes = sizeOf(records.get(from));
            int to = from + 1;
            while (to < records.size() && to - from < maxRecords) {
                int more = sizeOf(records.get(to));
                if (bytes + (long) more > maxBytes) {
                    break;
                }
                bytes += more;
                to++;
            }
            batches.add(oneBatch(List.copyOf(records.subList(from, to)), bytes, latestValid, readAt));
            from = to;
        }
        return batches;
    }

    /**
     * The offset is the first record's: Kafka Streams commits the offset of the next unprocessed batch, or the consumer's
     * position when there is none.
     */
    private static ConsumerRecord<byte[], byte[]> oneBatch(
            List<ConsumerRecord<byte[], byte[]>> records, int bytes, long latestValid, long readAt) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                greatestValidTimestamp(records, latestValid),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                bytes,
                null,
                NO_BYTES,
                BatchHeader.holding(new ConsumedBatch.Batched(records, readAt)),
                first.leaderEpoch());
    }

    /** Bytes of key, value and headers, which stay in memory as long as the batch. */
    private static int sizeOf(ConsumerRecord<byte[], byte[]> record) {
        int size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** 0 when no record has a valid timestamp. */
    private static long greatestValidTimestamp(List<ConsumerRecord<byte[], byte[]>> records, long latestValid) {
        long greatest = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.timestamp() <= latestValid) {
                greatest = Math.max(greatest, record.timestamp());
            }
        }
        return greatest;
    }
}
