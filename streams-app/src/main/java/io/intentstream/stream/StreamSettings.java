package io.intentstream.stream;

import io.intentstream.config.AppConfig;
import io.intentstream.config.ProcessingGuarantee;
import io.intentstream.stream.packing.PackingInterceptor;
import io.intentstream.stream.processing.OutputEncoder;
import io.intentstream.stream.store.BoundedRocksDb;
import io.intentstream.stream.store.LocalState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Kafka Streams' settings for the engine, in three layers: defaults that suit batches, then the operator's own settings,
 * then what the guarantees depend on.
 */
final class StreamSettings {
    /** Most bytes of a batch: as many as the consumer fetches of a partition at once, by default. */
    private static final int BATCH_BYTES = 1 << 20;
    /** A dead letter is an input record, see {@link OutputEncoder#LARGEST_DEAD_LETTER}, with more headers. */
    private static final int LARGEST_REQUEST_BYTES = 16 << 20;

    private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMinutes(5);

    private StreamSettings() {}

    /** @param announce receives the value of each input record when it was polled */
    static Properties of(AppConfig config, Consumer<byte[]> announce) {
        Properties properties = of(config);
        properties.put(mainConsumer(PackingInterceptor.ANNOUNCE), announce);
        return properties;
    }

    static Properties of(AppConfig config) {
        Map<String, Object> settings = new TreeMap<>(suitedToBatches(config));
        settings.putAll(config.kafka());
        settings.putAll(guaranteed(config));
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** Defaults without prefixes, so that the operator's settings override them with and without prefixes. */
    private static Map<String, Object> suitedToBatches(AppConfig config) {
        return Map.ofEntries(
                Map.entry(StreamsConfig.POLL_MS_CONFIG, 5L),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2048),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, maxPollIntervalMillis(config)),
                // Counts batches, not events.
                Map.entry(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 8),
                Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100L),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, lingerMillis(config)),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES),
                // Compaction skips the newest segment, so a restore reads all of it.
                Map.entry(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), 50 << 20));
    }

    /**
     * Under exactly-once, results become readable with the commit, which sends everything that waits. Sending earlier would
     * only cost more requests, each with a compressor's buffers.
     */
    private static int lingerMillis(AppConfig config) {
        return config.guarantee() == ProcessingGuarantee.EXACTLY_ONCE_V2 ? 100 : 5;
    }

    /** Waiting for the registry must not look like a dead consumer. */
    private static int maxPollIntervalMillis(AppConfig config) {
        Duration wait = config.serde().registryWait().plusMinutes(1);
        Duration interval = wait.compareTo(SHORTEST_POLL_INTERVAL) > 0 ? wait : SHORTEST_POLL_INTERVAL;
        return Math.toIntExact(interval.toMillis());
    }

    private static Map<String, Object> guaranteed(AppConfig config) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.guarantee().kafkaName());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                LocalState.parent(config).toAbsolutePath().toString());
        settings.put(
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, config.memory().recordCache());
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.putAll(failInsteadOfSkipping());
        settings.putAll(packing(config));
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        settings.put(BoundedRocksDb.CACHE_BYTES, config.memory().rocksDbCache());
        settings.put(BoundedRocksDb.WRITE_BUFFER_BYTES, config.memory().rocksDbWriteBuffer());
        return settings;
    }

    /** Kafka Streams' handlers see a whole batch: continuing would skip up to hundreds of valid events. */
    private static Map<String, Object> failInsteadOfSkipping() {
        return Map.of(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailExceptionHandler.class.getName(),
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailProcessingExceptionHandler.class.getName(),
                // There is no global store, but Kafka Streams warns when this is unset. So does its assignor, which
                // sees only the consumer's settings.
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG,
                true,
                mainConsumer(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG),
                true,
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                DefaultProductionExceptionHandler.class.getName());
    }

    private static Map<String, Object> packing(AppConfig config) {
        return Map.of(
                mainConsumer(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG), interceptors(config),
                mainConsumer(PackingInterceptor.TOPICS), String.join(",", batchedTopics(config)),
                mainConsumer(PackingInterceptor.MAX_RECORDS), config.batchMaxRecords(),
                mainConsumer(PackingInterceptor.MAX_BYTES), BATCH_BYTES,
                mainConsumer(PackingInterceptor.ALLOWED_AHEAD_MS),
                        config.maxFuture().toMillis());
    }

    private static List<String> batchedTopics(AppConfig config) {
        List<String> topics = new ArrayList<>(config.topics().input());
        if (!config.inputKeyedByUser()) {
            topics.add(EngineTopology.repartitionTopic(config.applicationId()));
        }
        return topics;
    }

    /** The packing interceptor is the last one: the operator's own interceptors see single records. */
    private static String interceptors(AppConfig config) {
        String own = config.mainConsumerSetting(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG)
                .orElse("");
        return own.isBlank() ? PackingInterceptor.class.getName() : own + "," + PackingInterceptor.class.getName();
    }

    private static String mainConsumer(String name) {
        return StreamsConfig.mainConsumerPrefix(name);
    }
}
