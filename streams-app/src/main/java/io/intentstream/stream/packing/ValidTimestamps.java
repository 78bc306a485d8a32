package io.intentstream.stream.packing;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives Kafka Streams the record's own timestamp when it is believable and the partition's time so far when it is not:
 * one bad clock must not advance stream time, and a negative timestamp would make Kafka Streams drop the record.
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
