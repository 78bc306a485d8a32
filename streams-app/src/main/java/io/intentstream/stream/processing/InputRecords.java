package io.intentstream.stream.processing;

import io.intentstream.stream.packing.ConsumedBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Unfolds what Kafka Streams hands over into the records of the input. */
final class InputRecords {
    private InputRecords() {}

    /**
     * The records of a pack, or the one raw record.
     *
     * @param place where the pack, or the raw record, was read
     */
    static List<InputRecord> of(Record<byte[], ConsumedBatch> consumed, RecordMetadata place) {
        ConsumedBatch arrival = consumed.value();
        if (arrival instanceof ConsumedBatch.Batched batch) {
            List<InputRecord> records = new ArrayList<>(batch.records().size());
            for (ConsumerRecord<byte[], byte[]> batched : batch.records()) {
                records.add(new InputRecord(
                        new RecordOrigin(place.topic(), place.partition(), batched.offset()),
                        batched.key(),
                        batched.value(),
                        batched.headers(),
                        batched.timestamp()));
            }
            return records;
        }
        byte[] value = arrival instanceof ConsumedBatch.Raw raw ? raw.value() : null;
        RecordOrigin origin = new RecordOrigin(place.topic(), place.partition(), place.offset());
        return List.of(new InputRecord(origin, consumed.key(), value, consumed.headers(), consumed.timestamp()));
    }
}
