package io.intentstream.kafka;

import io.intentstream.config.AppConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates all Kafka clients outside Kafka Streams, with the operator's settings. The caller closes each client. */
public final class KafkaClients {
    private final Map<String, Object> consumer;
    private final Map<String, Object> producer;
    private final Map<String, Object> admin;

    private KafkaClients(Map<String, Object> consumer, Map<String, Object> producer, Map<String, Object> admin) {
        this.consumer = consumer;
        this.producer = producer;
        this.admin = admin;
    }

    /** Clients of the cluster that the configuration names. */
    public static KafkaClients of(AppConfig config) {
        return new KafkaClients(config.consumerSettings(), config.producerSettings(), config.adminSettings());
    }

    /** Clients of a cluster that needs no other setting than its address. */
    public static KafkaClients at(String bootstrapServers) {
        Map<String, Object> address = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new KafkaClients(address, address, address);
    }

    /**
     * Clients that wait at most this long for a silent cluster. An operator's own time-outs for consumers and admins take
     * precedence; a producer's do not, since they are chosen for the engine and not for somebody who waits for an answer.
     */
    public KafkaClients answeringWithin(Duration patience) {
        int millis = Math.toIntExact(patience.toMillis());
        KafkaClients hasty = new KafkaClients(new HashMap<>(consumer), new HashMap<>(producer), new HashMap<>(admin));
        hasty.consumer.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        hasty.producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        hasty.admin.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        hasty.admin.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        return hasty;
    }

    /** The brokers' addresses, for messages. */
    public String bootstrapServers() {
        return String.valueOf(admin.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** Asks the brokers whether they answer. */
    public BrokerProbe probe() {
        return new BrokerProbe(admin(), admin);
    }

    /** An admin client. */
    public Admin admin() {
        return Admin.create(admin);
    }

    /** A reader of committed records, which has no partitions yet. */
    public CommittedReader reader(WhenDeleted policy) {
        Map<String, Object> settings = new HashMap<>(consumer);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, policy.kafkaName);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return new CommittedReader(
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** What a reader does when the next record has been deleted before it was read. */
    public enum WhenDeleted {
        /** The reader throws an exception: every record counts. */
        FAIL("none"),
        /** The reader goes on with the oldest record that is left. */
        CONTINUE("earliest"),
        /** The reader goes on with new records: old ones are of no use. */
        CONTINUE_AT_END("latest");

        private final String kafkaName;

        WhenDeleted(String kafkaName) {
            this.kafkaName = kafkaName;
        }
    }

    /** A producer: all replicas confirm, and a retry writes nothing twice. */
    public Producer<byte[], byte[]> producer() {
        return producer(Map.of());
    }

    /**
     * A producer for somebody who waits for an answer: whatever happens to a record, it is known soon. Time-outs and the
     * partitioner of the operator are chosen for the engine and do not apply.
     *
     * @param patience after which a record has arrived or failed
     * @param bufferBytes most bytes of records that wait
     */
    public Producer<byte[], byte[]> promptProducer(Duration patience, long bufferBytes) {
        int millis = Math.toIntExact(patience.toMillis());
        Map<String, Object> settings = new HashMap<>(producer);
        settings.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        settings.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
        KafkaClients prompt = new KafkaClients(consumer, settings, admin);
        return prompt.producer(Map.of(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis / 2,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millis / 16,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                bufferBytes));
    }

    /**
     * A producer of transactions, not initialized yet.
     *
     * @param transactionalId a later producer with the same id ends this one
     * @param timeout how long a transaction may last, unless the operator set another time
     */
    public Producer<byte[], byte[]> transactionalProducer(String transactionalId, Duration timeout) {
        Object millis =
                producer.getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(timeout.toMillis()));
        return producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                millis));
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> required) {
        Map<String, Object> settings = new HashMap<>(producer);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putAll(required);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
