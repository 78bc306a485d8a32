package io.intentstream.config;

import io.intentstream.core.state.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All settings, validated. Made by {@link ConfigLoader}; {@code docs/configuration.md} lists the keys, defaults and allowed
 * values.
 *
 * @param applicationId the engine's name in Kafka: consumer group and prefix of internal topics
 * @param topics the names of the topics
 * @param formats how the input is written
 * @param inputKeyedByUser whether the key of every input record is its userId
 * @param modelPath folder of the model bundle
 * @param dataDir folder for local state and caches
 * @param guarantee the processing guarantee
 * @param streamThreads threads that process events, 1 or more
 * @param batchMaxRecords most records of a partition in one batch, 1 or more
 * @param maxFuture how far in the future an event's time may be
 * @param afterErasure what happens to later events of erased users
 * @param engine the settings of the core
 * @param audiences the declared audiences, and how time is followed
 * @param recommendations what is recommended, and when
 * @param memory bounds of the process's memory
 * @param http the HTTP server
 * @param collector the collector
 * @param serde the serializer and deserializer, and their settings
 * @param kafka Kafka's own settings as given, with their prefixes, for Kafka Streams
 */
public record AppConfig(
        String applicationId,
        Topics topics,
        InputFormats formats,
        boolean inputKeyedByUser,
        Path modelPath,
        Path dataDir,
        ProcessingGuarantee guarantee,
        int streamThreads,
        int batchMaxRecords,
        Duration maxFuture,
        PostErasurePolicy afterErasure,
        EngineSettings engine,
        AudienceSettings audiences,
        RecommendationSettings recommendations,
        MemoryLimits memory,
        HttpSettings http,
        CollectorSettings collector,
        SerdeConfig serde,
        Map<String, String> kafka) {

    /**
     * Names of the topics.
     *
     * @param input one or more topics of events
     * @param profiles compacted topic of UserProfiles
     * @param intents topic of PurchaseIntents
     * @param deadLetters topic of rejected records
     * @param control topics of users' requests; empty when requests are turned off
     * @param audienceEvents topic of AudienceEvents; empty when no audiences are declared
     * @param sessionOutcomes topic of SessionOutcomes; empty when they are not written
     * @param recommendations topic of Recommendations; empty when they are not written
     */
    public record Topics(
            List<String> input,
            String profiles,
            String intents,
            String deadLetters,
            Optional<ControlTopics> control,
            Optional<String> audienceEvents,
            Optional<String> sessionOutcomes,
            Optional<String> recommendations) {

        /** Whether anything is written when time passes without events, besides the expiry of users. */
        public boolean followTime() {
            return audienceEvents.isPresent() || sessionOutcomes.isPresent();
        }
    }

    /**
     * Names of the topics of users' requests.
     *
     * @param requests topic of UserRequests
     * @param receipts topic of UserReceipts
     */
    public record ControlTopics(String requests, String receipts) {}

    /**
     * Bounds of memory, in bytes, each for the whole process.
     *
     * @param rocksDbCache RocksDB's block cache with index and filter blocks
     * @param rocksDbWriteBuffer RocksDB's write buffers
     * @param recordCache Kafka Streams' record cache
     */
    public record MemoryLimits(long rocksDbCache, long rocksDbWriteBuffer, long recordCache) {}

    public AppConfig {
        kafka = Map.copyOf(kafka);
    }

    /** The defaults, overridden by these settings; the environment is not read. */
    public static AppConfig of(Map<String, String> settings) {
        return new ConfigLoader(Map.of()).overrides(settings).load();
    }

    /**
     * The same settings, with the address at which other instances reach this one's HTTP server.
     *
     * @param server {@code host:port}, for Kafka Streams' {@code application.server}
     */
    public AppConfig servedAt(String server) {
        Map<String, String> settings = new HashMap<>(kafka);
        settings.put("application.server", server);
        return new AppConfig(
                applicationId,
                topics,
                formats,
                inputKeyedByUser,
                modelPath,
                dataDir,
                guarantee,
                streamThreads,
                batchMaxRecords,
                maxFuture,
                afterErasure,
                engine,
                audiences,
                recommendations,
                memory,
                http,
                collector,
                serde,
                settings);
    }

    public List<String> inputTopics() {
        return topics.input();
    }

    /** The topic that collected events are written to. */
    public String collectorTopic() {
        return collector.topic().orElse(inputTopics().get(0));
    }

    /** Whether the engine writes the time to partitions without events. */
    public boolean ticks() {
        return topics.followTime()
                && topics.control().isPresent()
                && audiences.tick().isPresent();
    }

    public String profilesTopic() {
        return topics.profiles();
    }

    public String intentsTopic() {
        return topics.intents();
    }

    public String deadLetterTopic() {
        return topics.deadLetters();
    }

    /** Settings for a consumer made outside Kafka Streams: Kafka's own that a consumer knows. */
    public Map<String, Object> consumerSettings() {
        return KafkaSettings.forConsumer(kafka);
    }

    /** Kafka's own setting for the consumer that reads the input, with or without a prefix; empty when it is not given. */
    public Optional<String> mainConsumerSetting(String name) {
        return KafkaSettings.ofMainConsumer(kafka, name);
    }

    /** Settings for a producer made outside Kafka Streams: Kafka's own that a producer knows. */
    public Map<String, Object> producerSettings() {
        return KafkaSettings.forProducer(kafka);
    }

    /** Settings for an admin client: Kafka's own that it knows. */
    public Map<String, Object> adminSettings() {
        return KafkaSettings.forAdmin(kafka);
    }

    /** Prints the names of Kafka's settings without their values, because some are secrets. */
    @Override
    public String toString() {
        return "AppConfig[applicationId=" + applicationId + ", topics=" + topics + ", formats=" + formats
                + ", inputKeyedByUser="
                + inputKeyedByUser + ", modelPath=" + modelPath + ", dataDir=" + dataDir + ", guarantee=" + guarantee
                + ", streamThreads=" + streamThreads + ", batchMaxRecords=" + batchMaxRecords + ", maxFuture="
                + maxFuture + ", afterErasure=" + afterErasure + ", engine=" + engine + ", audiences=" + audiences
                + ", recommendations=" + recommendations + ", memory=" + memory + ", http="
                + http + ", collector=" + collector + ", serde=" + serde + ", kafka="
                + new TreeSet<>(kafka.keySet()) + "]";
    }
}
