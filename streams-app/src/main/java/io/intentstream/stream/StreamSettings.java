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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Kafka Streams' settings for the engine, in three layers: what suits packed records, then the operator's own settings,
 * then what the guarantees rest on.
 */
final class StreamSettings {
    /** Most bytes of a pack: as much as the consumer fetches of a partition at once, by default. */
    private static final int PACK_BYTES = 1 << 20;
    /** A dead letter is its input record, see {@link OutputEncoder#LARGEST_DEAD_LETTER}, and some headers. */
    private static final int LARGEST_REQUEST_BYTES = 16 << 20;

    private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMinutes(5);

    private StreamSettings() {}

    static Properties of(AppConfig config) {
        Map<String, Object> settings = new TreeMap<>(suitedToBatches(config));
        settings.putAll(config.kafka());
        settings.putAll(guaranteed(config));
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** Under the shortest names, so that the operator's settings win in whatever longer form they come. */
    private static Map<String, Object> suitedToBatches(AppConfig config) {
        return Map.ofEntries(
                Map.entry(StreamsConfig.POLL_MS_CONFIG, 5L),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2048),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, maxPollIntervalMillis(config)),
                // Counts packs, not events.
                Map.entry(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 8),
                Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100L),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, lingerMillis(config)),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES),
                // Compaction leaves the newest segment alone, so a restore reads all of it.
                Map.entry(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), 50 << 20));
    }

    /**
     * Under exactly-once, nobody reads results before the commit, which sends all that waits: smaller batches before it would
     * only cost requests, and a compressor's buffers each.
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

    /** Kafka Streams' handlers see a whole pack: to continue would skip up to hundreds of good events. */
    private static Map<String, Object> failInsteadOfSkipping() {
        return Map.of(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailExceptionHandler.class.getName(),
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailProcessingExceptionHandler.class.getName(),
                // There is no global store, but Kafka Streams warns when it is unset, and so does its assignor, which
                // sees the consumer's settings alone.
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG,
                true,
                mainConsumer(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG),
                true,
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                DefaultProductionExceptionHandler.class.getName());
    }

    private static Map<String, Object> packing(AppConfig config) {
        return Map.of(
                mainConsumer(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG), interceptors(config.kafka()),
                mainConsumer(PackingInterceptor.TOPICS), String.join(",", batchedTopics(config)),
                mainConsumer(PackingInterceptor.MAX_RECORDS), config.batchMaxRecords(),
                mainConsumer(PackingInterceptor.MAX_BYTES), PACK_BYTES,
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

    /** The packing comes last: the operator's own interceptors see the records as they are. */
    private static String interceptors(Map<String, String> kafka) {
        String name = ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG;
        String bare = kafka.getOrDefault(name, "");
        String own =
                kafka.getOrDefault(mainConsumer(name), kafka.getOrDefault(StreamsConfig.consumerPrefix(name), bare));
        return own.isBlank() ? PackingInterceptor.class.getName() : own + "," + PackingInterceptor.class.getName();
    }

    private static String mainConsumer(String name) {
        return StreamsConfig.mainConsumerPrefix(name);
    }
}
