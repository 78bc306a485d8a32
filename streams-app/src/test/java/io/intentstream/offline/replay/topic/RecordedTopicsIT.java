package io.intentstream.offline.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.stream.TestCluster;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecordedTopicsIT {
    private static final int RECORDS = 40;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldNotReadRecordsThatArriveAfterTheRangeWasFixed() {
        // Given
        Map<String, String> settings = cluster.newApplication("growing", Map.of());
        send(settings, RECORDS);
        RecordedTopics topics = recorded(settings, new Bound.Unbounded());
        RecordedTopics fixed = topics.asOfNow();

        // When
        send(settings, 1);

        // Then
        assertThat(fixed.estimatedRecords()).isEqualTo(RECORDS);
        assertThat(topics.estimatedRecords()).isEqualTo(RECORDS + 1);
    }

    @Test
    void shouldCountRecordsThatAreDeletedOrSkipped() throws Exception {
        // Given
        Map<String, String> settings = cluster.newApplication("shortened", Map.of());
        send(settings, RECORDS);
        Bound first = new Bound.AtTime(Instant.EPOCH);
        RecordedTopics.Unread whole = recorded(settings, first).unread();

        // When
        TopicPartition partition = new TopicPartition(settings.get("input.topics"), 0);
        try (Admin admin = cluster.admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(10)))
                    .all()
                    .get();
        }

        // Then
        assertThat(whole).isEqualTo(new RecordedTopics.Unread(0, 0));
        assertThat(recorded(settings, first).unread()).isEqualTo(new RecordedTopics.Unread(10, 0));
        assertThat(recorded(settings, new Bound.Unbounded()).unread()).isEqualTo(new RecordedTopics.Unread(10, 0));
        assertThat(recorded(settings, new Bound.AtOffset(15)).unread()).isEqualTo(new RecordedTopics.Unread(0, 5));
        assertThat(recorded(settings, new Bound.AtOffset(7)).unread()).isEqualTo(new RecordedTopics.Unread(3, 0));
    }

    private static RecordedTopics recorded(Map<String, String> settings, Bound from) {
        return new RecordedTopics(
                KafkaClients.of(AppConfig.of(settings)),
                () -> {
                    throw new IllegalStateException("nothing is read");
                },
                new TopicRange(List.of(settings.get("input.topics")), Set.of(0), from, new Bound.Unbounded()),
                true);
    }

    private static void send(Map<String, String> settings, int records) {
        cluster.send(Collections.nCopies(
                records, new ProducerRecord<>(settings.get("input.topics"), 0, "ann".getBytes(UTF_8), new byte[1])));
    }
}
