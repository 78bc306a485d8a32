package io.intentstream.stream;

import io.intentstream.config.AppConfig;
import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.model.RandomBundle;
import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.wire.SerdeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker, a real registry and a real (if untrained) model bundle, with what tests need to look into them. */
public final class TestCluster implements AutoCloseable {
    public static final int PARTITIONS = 4;

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final EmbeddedSchemaRegistry registry;

    private TestCluster(Path folder, EmbeddedKafka kafka, EmbeddedSchemaRegistry registry) {
        this.folder = folder;
        this.kafka = kafka;
        this.registry = registry;
    }

    /** Starts both, and writes the model bundle. */
    public static TestCluster start(Path folder) {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, true, Map.of("group.min.session.timeout.ms", "1000"));
        TestCluster cluster = new TestCluster(folder, kafka, EmbeddedSchemaRegistry.start(folder, 0));
        try {
            RandomBundle.write(cluster.model(), new JavaLstm(1).manifest().features(), 16);
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(e);
        }
        return cluster;
    }

    String registryUrl() {
        return registry.url();
    }

    private Path model() {
        return folder.resolve("model");
    }

    /** Settings of an engine of its own, with topics named after it; other settings over them. */
    public Map<String, String> settings(String application, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>();
        settings.put("application.id", application);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("schema.registry.url", registry.url());
        settings.put("model.path", model().toString());
        settings.put("data.dir", folder.resolve(application).toString());
        settings.put("input.topics", application + "-clickstream");
        settings.put("profiles.topic", application + "-profiles");
        settings.put("intents.topic", application + "-intents");
        settings.put("dead.letter.topic", application + "-dlq");
        settings.put("control.topic", application + "-control");
        settings.put("control.receipts.topic", application + "-receipts");
        settings.put("rocksdb.cache.bytes", "16MiB");
        settings.put("rocksdb.write.buffer.bytes", "16MiB");
        settings.put("session.timeout.ms", "4000");
        settings.put("heartbeat.interval.ms", "500");
        settings.put("http.port", "0");
        settings.putAll(others);
        return settings;
    }

    /** Creates the topics of these settings; none forgets. */
    public void createTopics(Map<String, String> settings) {
        TopicPlan.TopicNames names =
                TopicPlan.TopicNames.of(AppConfig.of(settings).topics());
        TopicPlan.Sizing sizing = new TopicPlan.Sizing(PARTITIONS, Optional.empty(), Optional.empty());
        try (Admin admin = admin()) {
            TopicPlan.of(kafka.bootstrapServers(), names, sizing).create(admin);
        }
    }

    public SerdeSettings serdes() {
        return SerdeSettings.ours(Map.of("schema.registry.url", registry.url()));
    }

    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A reader of all partitions from their beginning, of committed records alone. */
    KafkaConsumer<byte[], byte[]> reader(String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** All committed records of a topic, partition by partition in their order. */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Records of the topic that the application has not committed yet. */
    long backlog(String application, String topic) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(application)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long backlog = 0;
            for (var end : admin.listOffsets(partitions).all().get().entrySet()) {
                OffsetAndMetadata done = committed.get(end.getKey());
                backlog += end.getValue().offset() - (done == null ? 0 : done.offset());
            }
            return backlog;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether a transaction is open on the topic. That of a killed engine stays open until it times out, and holds back all
     * that comes after it from readers of committed records.
     */
    boolean hasOpenTransaction(String topic) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            var committed = admin.listOffsets(partitions, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            var written = admin.listOffsets(partitions).all().get();
            return written.entrySet().stream()
                    .anyMatch(end -> end.getValue().offset()
                            > committed.get(end.getKey()).offset());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
    }
}
