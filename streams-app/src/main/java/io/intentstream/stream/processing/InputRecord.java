package io.intentstream.stream.processing;

import io.intentstream.stream.packing.ConsumedBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One record of the input, as received.
 *
 * @param origin where it entered
 * @param key null when the record has none
 * @param value null when the record has none
 * @param headers in their order
 * @param timestamp in epoch milliseconds; may be wrong
 */
public record InputRecord(
        RecordOrigin origin, byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {

    /**
     * The records of a batch, or the one raw record.
     *
     * @param place where the batch, or the raw record, was read
     */
    static List<InputRecord> of(Record<byte[], ConsumedBatch> consumed, RecordMetadata place) {
        if (consumed.value() instanceof ConsumedBatch.Batched batch) {
            List<InputRecord> records = new ArrayList<>(batch.records().size());
            for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
                records.add(new InputRecord(
                        new RecordOrigin(place.topic(), place.partition(), record.offset()),
                        record.key(),
                        record.value(),
                        record.headers(),
                        record.timestamp()));
            }
            return records;
        }
        byte[] value = consumed.value() instanceof ConsumedBatch.Raw raw ? raw.value() : null;
        RecordOrigin origin = new RecordOrigin(place.topic(), place.partition(), place.offset());
        return List.of(new InputRecord(origin, consumed.key(), value, consumed.headers(), consumed.timestamp()));
    }
}
