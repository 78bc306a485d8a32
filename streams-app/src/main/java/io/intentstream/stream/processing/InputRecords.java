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
    static List<InputRecord> of(Record<byte[], ConsumedBatch> arrived, RecordMetadata place) {
        ConsumedBatch arrival = arrived.value();
        if (arrival instanceof ConsumedBatch.Batched pack) {
            List<InputRecord> records = new ArrayList<>(pack.records().size());
            for (ConsumerRecord<byte[], byte[]> packed : pack.records()) {
                records.add(new InputRecord(
                        new RecordOrigin(place.topic(), place.partition(), packed.offset()),
                        packed.key(),
                        packed.value(),
                        packed.headers(),
                        packed.timestamp()));
            }
            return records;
        }
        byte[] value = arrival instanceof ConsumedBatch.Raw raw ? raw.value() : null;
        RecordOrigin origin = new RecordOrigin(place.topic(), place.partition(), place.offset());
        return List.of(new InputRecord(origin, arrived.key(), value, arrived.headers(), arrived.timestamp()));
    }
}
