package io.intentstream.offline.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.config.AppConfig;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicAccessException;
import io.intentstream.offline.replay.ResultSink.ShardResults;
import io.intentstream.offline.replay.compare.Result;
import io.intentstream.offline.replay.compare.ResultSet;
import io.intentstream.offline.replay.topic.TopicResults.ResultTopicNames;
import io.intentstream.schema.EventType;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.TestCluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicResultsIT {
    private static final Instant NOON = Instant.parse("2025-01-06T12:00:00Z");

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static KafkaClients clients;

    @BeforeAll
    static void createClients() {
        clients = KafkaClients.of(AppConfig.of(cluster.settings("results", Map.of())));
    }

    @Test
    void shouldWriteIntentAndProfileWithKeyAndTimeOfTheEvent() throws Exception {
        // Given
        TopicResults results = results("written-");

        // When
        write(results, 0, "ann", 2);
        results.end(1);

        // Then
        assertThat(records("written-purchase-intents")).hasSize(2).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo("ann".getBytes(UTF_8));
            assertThat(record.timestamp()).isBetween(NOON.toEpochMilli(), NOON.toEpochMilli() + 1000);
        });
        assertThat(read("written-purchase-intents")).extracting(Result::name).containsExactly("event e0", "event e1");
        assertThat(read("written-user-profiles")).extracting(Result::name).containsExactly("update 1", "update 2");
    }

    @Test
    void shouldWriteNothingOfShardThatIsClosedUnfinished() throws Exception {
        // Given
        TopicResults results = results("unfinished-");

        // When
        try (ShardResults shard = results.open(0)) {
            accept(shard, "ann", 1);
        }
        results.end(1);

        // Then
        assertThat(records("unfinished-purchase-intents")).isEmpty();
        assertThat(records("unfinished-user-profiles")).isEmpty();
    }

    @Test
    void shouldDiscardUnfinishedResultsOfAnEarlierAttemptAtTheShard() throws Exception {
        // Given
        TopicResults results = results("again-");
        ShardResults earlier = results.open(0);
        accept(earlier, "ann", 3);

        // When
        write(results, 0, "ann", 1);
        results.end(1);

        // Then
        assertThat(read("again-purchase-intents")).extracting(Result::name).containsExactly("event e0");
        assertThatThrownBy(earlier::finish)
                .isInstanceOf(TopicAccessException.class)
                .hasMessageContaining("continue with --resume");
        earlier.close();
    }

    @Test
    void shouldRecoverTheDoubtfulShardsWhoseResultsAreInTheTopic() throws Exception {
        // Given
        TopicResults results = results("recovered-");
        write(results, 0, "ann", 1);
        ShardResults open = results.open(1);
        accept(open, "ben", 1);
        Map<String, Integer> shards = Map.of("ann", 0, "ben", 1);

        // When
        Set<Integer> done = results.recover(Set.of(0, 1), Set.of(0, 1, 2), shards::get);

        // Then
        assertThat(done).containsExactly(0);
        open.close();
    }

    @Test
    void shouldNameRecordThatIsNotAResult() throws Exception {
        // Given
        results("foreign-");
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            producer.send(new ProducerRecord<>("foreign-purchase-intents", 0, new byte[1], new byte[] {9, 9}))
                    .get();
        }

        // When / Then
        assertThatThrownBy(() -> read("foreign-purchase-intents"))
                .isInstanceOf(TopicAccessException.class)
                .hasMessageStartingWith("The record at foreign-purchase-intents-0 offset 0 is no result (");
    }

    @Test
    void shouldReadPartitionAfterPartitionWithinTheRange() throws Exception {
        // Given
        newTopic("ranged", 3);
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            for (int i = 0; i < 12; i++) {
                producer.send(new ProducerRecord<>("ranged", i % 3, null, new byte[] {(byte) i}));
            }
        }
        TopicRange range =
                new TopicRange(List.of("ranged"), Set.of(0, 2), new Bound.AtOffset(1), new Bound.AtOffset(3));

        // When
        List<Integer> values = new ArrayList<>();
        double before;
        double after;
        try (TopicReader reader = TopicReader.open(clients, range)) {
            before = reader.partRead();
            ConsumerRecord<byte[], byte[]> record;
            while ((record = reader.next()) != null) {
                values.add((int) record.value()[0]);
            }
            after = reader.partRead();
        }

        // Then
        assertThat(values).containsExactly(3, 6, 5, 8);
        assertThat(before).isZero();
        assertThat(after).isEqualTo(1);
        assertThat(TopicReader.records(clients, range)).isEqualTo(4);
    }

    @Test
    void shouldNameTopicOrPartitionThatDoesNotExist() throws Exception {
        // Given
        newTopic("narrow", 2);
        TopicRange wide = new TopicRange(List.of("narrow"), Set.of(2), new Bound.Unbounded(), new Bound.Unbounded());

        // When / Then
        assertThatThrownBy(() -> TopicReader.open(clients, wide))
                .isInstanceOf(TopicAccessException.class)
                .hasMessage("Topic narrow has no partition 2: it has 2, from 0 on");
        assertThatThrownBy(() -> TopicReader.open(clients, TopicRange.all("absent")))
                .isInstanceOf(TopicAccessException.class)
                .hasMessage("There is no topic absent: check its name with 'intentstream topics'");
    }

    private static TopicResults results(String prefix) throws Exception {
        ResultTopicNames names = new ResultTopicNames(prefix, false, false, false);
        newTopic(names.intents(), 1);
        newTopic(names.profiles(), 1);
        return new TopicResults(clients, TopicResults.ResultSerializers.of(cluster.serdes()), names);
    }

    private static void newTopic(String name, int partitions) {
        cluster.createTopic(name, partitions, Map.of("retention.ms", "-1"));
    }

    private static void write(TopicResults results, int shard, String user, int events) {
        try (ShardResults open = results.open(shard)) {
            accept(open, user, events);
            open.finish();
        }
    }

    private static void accept(ShardResults shard, String user, int events) {
        List<InputEvent> inputs = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            inputs.add(
                    new InputEvent(ClickEvents.event(user, "e" + i, EventType.ADD_TO_CART, NOON.plusMillis(i)), 0, -1));
        }
        try (Engine engine = new Engine(EngineSettings.defaults(), new JavaLstm(1))) {
            engine.apply(inputs, engine.load(inputs, new MemoryStates()))
                    .outcomes()
                    .forEach(outcome -> {
                        Outcome.Scored scored = (Outcome.Scored) outcome;
                        shard.accept(scored.event(), scored);
                    });
        }
    }

    private static List<Result> read(String topic) {
        List<Result> results = new ArrayList<>();
        new ResultTopic(clients, cluster.registryClient(), topic, false).read(new ResultSet.ResultCursor() {
            @Override
            public void result(Result result) {
                results.add(result);
            }

            @Override
            public void tombstone(String userId) {
                throw new IllegalStateException("no tombstone was written");
            }
        });
        return results;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.open(clients, TopicRange.all(topic))) {
            ConsumerRecord<byte[], byte[]> record;
            while ((record = reader.next()) != null) {
                records.add(record);
            }
        }
        return records;
    }
}
