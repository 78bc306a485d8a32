package io.intentstream.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.server.privacy.UserControl;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.wire.SerdeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** The engine with the shipped model on a real broker and registry, and the content of its topics. */
final class RunningEngine implements AutoCloseable {
    /** Topics that this engine does not write: the tests do. */
    static final String AUDIENCE_EVENTS = "audience-events";

    static final String SESSION_OUTCOMES = "session-outcomes";
    static final String RECOMMENDATIONS = "user-recommendations";
    static final String ASSOCIATIONS = "item-associations";

    private static final int PARTITIONS = 2;

    private final EmbeddedKafka kafka;
    private final EmbeddedSchemaRegistry registry;
    private final AppConfig config;
    private final IntentStream stream;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<ClickEvent> serializer;

    private RunningEngine(EmbeddedKafka kafka, EmbeddedSchemaRegistry registry, Path folder) {
        this.kafka = kafka;
        this.registry = registry;
        this.config = AppConfig.of(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "schema.registry.url", registry.url(),
                "model.path", "../../model-artifacts/shop-intent/2",
                "data.dir", folder.resolve("data").toString(),
                "user.ttl", "P2D"));
        try (Admin admin = Admin.create(config.adminSettings())) {
            TopicPlan.of(config, new TopicPlan.Sizing(PARTITIONS, Optional.empty(), Optional.empty()))
                    .create(admin);
            admin.createTopics(Stream.of(AUDIENCE_EVENTS, SESSION_OUTCOMES, RECOMMENDATIONS, ASSOCIATIONS)
                    .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))
                    .toList());
        }
        this.stream = IntentStream.open(config);
        stream.start();
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.serializer = serdes().serializer();
    }

    static RunningEngine start(Path folder) {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, true, Map.of("group.min.session.timeout.ms", "1000"));
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(folder, 0);
        try {
            return new RunningEngine(kafka, registry, folder);
        } catch (RuntimeException e) {
            registry.close();
            kafka.close();
            throw e;
        }
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    SerdeSettings serdes() {
        return SerdeSettings.ours(Map.of("schema.registry.url", registry.url()));
    }

    /** Sends to the partition that the user's key chooses. */
    void send(List<ClickEvent> events) {
        events.forEach(event -> producer.send(record(null, event)));
        producer.flush();
    }

    /** Sends to one partition, which advances its stream time. */
    void send(int partition, List<ClickEvent> events) {
        events.forEach(event -> producer.send(record(partition, event)));
        producer.flush();
    }

    private ProducerRecord<byte[], byte[]> record(Integer partition, ClickEvent event) {
        String topic = config.inputTopics().get(0);
        return new ProducerRecord<>(
                topic,
                partition,
                event.getEventTime().toEpochMilli(),
                event.getUserId().getBytes(UTF_8),
                serializer.serialize(topic, event));
    }

    /** Writes a record as an engine with audiences, sessions and recommendations does, and publish-items. */
    void send(String topic, String key, SpecificRecord value) {
        byte[] bytes = serdes().<SpecificRecord>serializer().serialize(topic, value);
        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), bytes));
        producer.flush();
    }

    /** Writes a profile of another schema version, bypassing the engine. */
    void sendProfile(LaterProfile profile) throws IOException, InterruptedException {
        String topic = config.profilesTopic();
        int schemaId = profile.register(registry.url(), topic + "-value");
        producer.send(new ProducerRecord<>(topic, profile.userId().getBytes(UTF_8), profile.encode(schemaId)));
        producer.flush();
    }

    /** Writes a profile as an earlier release may have, bypassing the engine. */
    void sendProfile(UserProfile profile) {
        String topic = config.profilesTopic();
        byte[] value = serdes().<UserProfile>serializer().serialize(topic, profile);
        producer.send(new ProducerRecord<>(topic, profile.getUserId().getBytes(UTF_8), value));
        producer.flush();
    }

    /** Writes a tombstone, bypassing the engine. */
    void deleteProfile(String userId) {
        delete(config.profilesTopic(), userId);
    }

    /** Writes a tombstone. */
    void delete(String topic, String key) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), null));
        producer.flush();
    }

    /** Erases a user, and waits for the receipts. */
    void erase(String userId) {
        new UserControl(config).erase(userId, Duration.ofMinutes(1));
    }

    /** Committed intents, in the order of their partitions. */
    List<PurchaseIntent> intents() {
        var deserializer = serdes().<PurchaseIntent>deserializer();
        List<PurchaseIntent> intents = new ArrayList<>();
        read(config.intentsTopic())
                .forEach(record -> intents.add(deserializer.deserialize(record.topic(), record.value())));
        return intents;
    }

    /** The latest committed profile of each user who has one. */
    Map<String, UserProfile> profiles() {
        var deserializer = serdes().<UserProfile>deserializer();
        Map<String, UserProfile> profiles = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : read(config.profilesTopic())) {
            String user = new String(record.key(), UTF_8);
            if (record.value() == null) {
                profiles.remove(user);
            } else {
                profiles.put(user, deserializer.deserialize(record.topic(), record.value()));
            }
        }
        return profiles;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        producer.close();
        stream.close();
        registry.close();
        kafka.close();
    }
}
