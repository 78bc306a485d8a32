package io.intentstream.server.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaClients.WhenDeleted;
import io.intentstream.stream.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadableRecordsIT {
    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static KafkaClients clients;

    @BeforeAll
    static void connect() {
        clients = KafkaClients.of(AppConfig.of(cluster.settings("readable", Map.of())));
    }

    @Test
    void shouldNotCountAnAbortedTransactionAfterWhichNothingFollows() {
        // Given
        TopicPartition partition = topic("aborted");
        abort(partition);
        try (ReadableRecords readable = new ReadableRecords(clients.reader(WhenDeleted.CONTINUE))) {

            // When
            long atFirst = waiting(readable, partition, 0, 4);
            long whenItStandsStill = waiting(readable, partition, 0, 4);
            long later = waiting(readable, partition, 0, 4);

            // Then
            assertThat(atFirst).isEqualTo(4);
            assertThat(whenItStandsStill).isZero();
            assertThat(later).isZero();
        }
    }

    @Test
    void shouldCountFromTheFirstReadableRecordAfterAnAbortedTransaction() {
        // Given
        TopicPartition partition = topic("followed");
        abort(partition);
        try (ReadableRecords readable = new ReadableRecords(clients.reader(WhenDeleted.CONTINUE))) {
            waiting(readable, partition, 0, 4);
            waiting(readable, partition, 0, 4);

            // When
            cluster.send(List.of(record(partition), record(partition)));
            long stillThere = waiting(readable, partition, 0, 6);
            long afterCommit = waiting(readable, partition, 6, 6);

            // Then
            assertThat(stillThere).isEqualTo(2);
            assertThat(afterCommit).isZero();
        }
    }

    @Test
    void shouldCountEveryRecordThatWaitsForAStalledEngine() {
        // Given
        TopicPartition partition = topic("stalled");
        cluster.send(List.of(record(partition), record(partition), record(partition)));
        try (ReadableRecords readable = new ReadableRecords(clients.reader(WhenDeleted.CONTINUE))) {

            // When
            waiting(readable, partition, 1, 3);
            long stalled = waiting(readable, partition, 1, 3);

            // Then
            assertThat(stalled).isEqualTo(2);
        }
    }

    private static TopicPartition topic(String name) {
        cluster.createTopic(name, 1, Map.of());
        return new TopicPartition(name, 0);
    }

    private static long waiting(ReadableRecords readable, TopicPartition partition, long committed, long end) {
        return readable.waiting(Map.of(partition, committed), Map.of(partition, end))
                .get(partition);
    }

    private static ProducerRecord<byte[], byte[]> record(TopicPartition partition) {
        return new ProducerRecord<>(partition.topic(), 0, null, "value".getBytes(UTF_8));
    }

    /** Three records and a marker: offsets 0 to 3. */
    private static void abort(TopicPartition partition) {
        try (Producer<byte[], byte[]> producer =
                clients.transactionalProducer(partition.topic(), Duration.ofSeconds(30))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(partition));
            producer.send(record(partition));
            producer.send(record(partition));
            producer.flush();
            producer.abortTransaction();
        }
    }
}
