package io.intentstream.stream.packing;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Returns the record's timestamp when it is valid, and the partition's time otherwise: a wrong clock must not advance stream
 * time, and Kafka Streams drops records with a negative timestamp.
 */
public final class ValidTimestamps implements TimestampExtractor {
    private final TimestampGuard guard;

    public ValidTimestamps(TimestampGuard guard) {
        this.guard = guard;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return guard.isValid(record.timestamp()) ? record.timestamp() : Math.max(0, partitionTime);
    }
}
