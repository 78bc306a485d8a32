package io.intentstream.stream.packing;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Reads batches and raw records, and writes raw records only, since a batch never leaves the process. A null value is read as
 * {@link ConsumedBatch.Raw}, so that an empty record becomes a dead letter.
 */
public final class ConsumedBatchSerde implements Serde<ConsumedBatch> {

    @Override
    public Serializer<ConsumedBatch> serializer() {
        return (topic, arrival) -> {
            if (arrival instanceof ConsumedBatch.Raw raw) {
                return raw.value();
            }
            throw new IllegalArgumentException("Only raw records can be written to " + topic + ", not batches");
        };
    }

    @Override
    public Deserializer<ConsumedBatch> deserializer() {
        return new Deserializer<>() {
            @Override
            public ConsumedBatch deserialize(String topic, byte[] data) {
                return new ConsumedBatch.Raw(data);
            }

            @Override
            public ConsumedBatch deserialize(String topic, Headers headers, byte[] data) {
                return BatchHeader.isAmong(headers) ? BatchHeader.takeFrom(headers) : new ConsumedBatch.Raw(data);
            }
        };
    }
}
