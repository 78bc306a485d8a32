package io.intentstream.offline.replay.topic;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How large topics are.
 *
 * @param consumer settings of a consumer
 */
public record TopicSize(Map<String, Object> consumer) {

    /** Partitions of a topic; 0 when there is none of that name. */
    public int partitions(String topic) {
        Map<String, Object> settings = TopicReader.settings(consumer);
        try (Consumer<byte[], byte[]> looking =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> found = looking.listTopics().get(topic);
            return found == null ? 0 : found.size();
        }
    }

    /** Records of a range, at most; where records were compacted away there are fewer. */
    public long records(TopicRange range) {
        try (TopicReader records = TopicReader.open(consumer, range)) {
            return records.spans().stream().mapToLong(TopicRange.Span::records).sum();
        }
    }
}
