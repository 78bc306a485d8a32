package io.intentstream.offline.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicAccessException;
import io.intentstream.offline.replay.compare.Result;
import io.intentstream.offline.replay.compare.ResultSet;
import io.intentstream.wire.SchemaRegistryClient;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The results in a topic: its committed records up to its end at the time when reading begins.
 *
 * @param clients of the cluster
 * @param registry has the schemas with which values were written
 * @param topic the topic's name
 * @param isCompacted whether the topic keeps only the latest record of each key
 */
public record ResultTopic(KafkaClients clients, SchemaRegistryClient registry, String topic, boolean isCompacted)
        implements ResultSet {
    private static final int BYTES_PER_RESULT = 600;
    private static final int PREFIX_BYTES = 5;

    @Override
    public String describe() {
        return "topic " + topic;
    }

    @Override
    public long estimatedBytes() {
        return BYTES_PER_RESULT * TopicReader.records(clients, TopicRange.all(topic));
    }

    @Override
    public void read(ResultCursor reader) {
        try (TopicReader records = TopicReader.open(clients, TopicRange.all(topic))) {
            ConsumerRecord<byte[], byte[]> record;
            while ((record = records.next()) != null) {
                if (record.value() == null) {
                    reader.tombstone(new String(record.key(), UTF_8));
                } else {
                    reader.result(result(record));
                }
            }
        }
    }

    private Result result(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        try {
            Schema schema = registry.schemaOf(value);
            if (Result.isResult(schema)) {
                return Result.of(schema, Arrays.copyOfRange(value, PREFIX_BYTES, value.length));
            }
            throw unreadable(record, "it is a " + schema.getFullName(), null);
        } catch (IOException | RuntimeException e) {
            throw e instanceof TopicAccessException own ? own : unreadable(record, e.getMessage(), e);
        }
    }

    private static TopicAccessException unreadable(
            ConsumerRecord<byte[], byte[]> record, @Nullable String why, @Nullable Exception cause) {
        return new TopicAccessException(
                "The record at " + record.topic() + "-" + record.partition() + " offset " + record.offset()
                        + " is no result (" + why + "): name a topic that intentstream writes",
                cause);
    }
}
