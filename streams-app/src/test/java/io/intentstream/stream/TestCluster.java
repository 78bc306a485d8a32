package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.intentstream.config.AppConfig;
import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.model.RandomBundle;
import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.schema.ClickEvent;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.wire.SchemaRegistryClient;
import io.intentstream.wire.SerdeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker, a real registry and a real (if untrained) model bundle for the tests of one class: started at the
 * first use, stopped after the last test, with all their files. {@code @RegisterExtension static final TestCluster
 * cluster}.
 */
public final class TestCluster implements AfterAllCallback {
    public static final int PARTITIONS = 4;

    private final Set<String> applications = new HashSet<>();
    private @Nullable ClusterServers servers;

    /** One for all records: each has a client of the registry. */
    private @Nullable Serializer<ClickEvent> serializer;

    private record ClusterServers(Path folder, EmbeddedKafka kafka, EmbeddedSchemaRegistry registry) {}

    private synchronized ClusterServers servers() {
        if (servers == null) {
            servers = start();
        }
        return servers;
    }

    private static ClusterServers start() {
        try {
            Path folder = Files.createTempDirectory("intentstream-it-");
            RandomBundle.write(
                    folder.resolve("model"), new JavaLstm(1).manifest().features(), 16);
            return new ClusterServers(folder, startBroker(folder, 0), EmbeddedSchemaRegistry.start(folder, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedKafka startBroker(Path folder, int port) {
        return EmbeddedKafka.start(folder, port, false, Map.of("group.min.session.timeout.ms", "1000"));
    }

    /** Stops the broker, and does something while it is away; it comes back with the same port, topics and offsets. */
    public synchronized void withoutBroker(Runnable meanwhile) {
        ClusterServers before = servers();
        int port = before.kafka().port();
        before.kafka().close();
        try {
            meanwhile.run();
        } finally {
            servers = new ClusterServers(before.folder(), startBroker(before.folder(), port), before.registry());
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) throws IOException {
        if (servers != null) {
            servers.registry().close();
            servers.kafka().close();
            Utils.delete(servers.folder().toFile());
        }
    }

    /** For a test's own files; deleted after the last test. */
    public Path folder() {
        return servers().folder();
    }

    public String bootstrapServers() {
        return servers().kafka().bootstrapServers();
    }

    public String registryUrl() {
        return servers().registry().url();
    }

    /** As {@link #settings}, and creates the topics. An application belongs to one test. */
    public Map<String, String> newApplication(String application, Map<String, String> others) {
        if (!applications.add(application)) {
            throw new IllegalArgumentException("Another test uses the application " + application);
        }
        Map<String, String> settings = settings(application, others);
        createTopics(settings);
        return settings;
    }

    /** Settings for an engine whose topics are named after it; {@code others} override them. */
    public Map<String, String> settings(String application, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>();
        settings.put("application.id", application);
        settings.put("bootstrap.servers", bootstrapServers());
        settings.put("schema.registry.url", registryUrl());
        settings.put("model.path", folder().resolve("model").toString());
        settings.put("data.dir", folder().resolve(application).toString());
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

    /** Creates the topics of these settings, with unlimited retention. */
    public void createTopics(Map<String, String> settings) {
        AppConfig.Topics names = AppConfig.of(settings).topics();
        TopicPlan.Sizing sizing = new TopicPlan.Sizing(PARTITIONS, Optional.empty(), Optional.empty());
        try (Admin admin = admin()) {
            awaitTopics(TopicPlan.of(bootstrapServers(), names, sizing).create(admin), admin);
        }
    }

    /** Creates a topic with these settings and waits until the broker knows it. */
    public void createTopic(String name, int partitions, Map<String, String> topicSettings) {
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(topicSettings);
            admin.createTopics(List.of(topic)).all().get();
            awaitTopics(List.of(name), admin);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The controller confirms a topic before the broker answers for it. */
    private static void awaitTopics(List<String> names, Admin admin) {
        await().until(() -> admin.listTopics().names().get().containsAll(names));
    }

    public Serializer<ClickEvent> eventSerializer() {
        return serdes().serializer();
    }

    public SchemaRegistryClient registryClient() {
        return SchemaRegistryClient.from(serdes().settings());
    }

    public SerdeSettings serdes() {
        return SerdeSettings.ours(Map.of("schema.registry.url", registryUrl()));
    }

    /** @return the event as a record of the topic, keyed by user */
    public ProducerRecord<byte[], byte[]> record(String topic, ClickEvent event) {
        return record(topic, null, event);
    }

    /** @param partition null for the one that the key selects */
    public ProducerRecord<byte[], byte[]> record(String topic, @Nullable Integer partition, ClickEvent event) {
        return new ProducerRecord<>(topic, partition, event.getUserId().getBytes(UTF_8), serialized(topic, event));
    }

    private synchronized byte[] serialized(String topic, ClickEvent event) {
        if (serializer == null) {
            serializer = eventSerializer();
        }
        return serializer.serialize(topic, event);
    }

    /** Sends the records in this order and waits until the broker has them. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            records.forEach(producer::send);
        }
    }

    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A consumer at the beginning of all partitions that reads committed records only. */
    KafkaConsumer<byte[], byte[]> reader(String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers(),
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

    /** All committed records of a topic, each partition in its order. */
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
     * Whether a transaction is open on the topic. A killed engine's transaction stays open until it times out. Until
     * then, consumers of committed records see nothing that follows it.
     */
    public boolean hasOpenTransaction(String topic) {
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

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }
}
