package io.intentstream.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka's own settings, which are passed on. Their names and values are validated against Kafka's own definitions. */
final class KafkaSettings {

    /** The settings that each prefix allows. A setting without a prefix applies to every client that knows it. */
    private static final Map<String, ConfigDef> BY_PREFIX = prefixes();

    /** Settings that intentstream sets itself, and why, or what to set instead. */
    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("group.id", "intentstream uses application.id as the group"),
            Map.entry("transactional.id", "Kafka Streams derives it from application.id"),
            Map.entry("state.dir", "set data.dir"),
            Map.entry("application.server", "set http.advertised.url"),
            Map.entry("enable.auto.commit", "Kafka Streams commits with its transactions"),
            Map.entry("isolation.level", "it follows from processing.guarantee"),
            Map.entry("key.serializer", "keys are user ids in UTF-8"),
            Map.entry("key.deserializer", "keys are user ids in UTF-8"),
            Map.entry("value.serializer", "set serde.class"),
            Map.entry("value.deserializer", "set serde.class"),
            Map.entry("default.key.serde", "every topic has its own serde"),
            Map.entry("default.value.serde", "set serde.class"),
            Map.entry(
                    "deserialization.exception.handler", "it sees whole batches; bad records go to dead.letter.topic"),
            Map.entry("processing.exception.handler", "it sees whole batches; bad records go to dead.letter.topic"),
            Map.entry("production.exception.handler", "continuing after a failed write would lose results"),
            Map.entry("rocksdb.config.setter", "set rocksdb.cache.bytes and rocksdb.write.buffer.bytes"),
            Map.entry("errors.dead.letter.queue.topic.name", "set dead.letter.topic"),
            Map.entry("ensure.explicit.internal.resource.naming", "it is always true"));

    /** Prefix of the classes and the settings of {@code config.providers}. */
    private static final String PROVIDER_PREFIX = AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".";

    private KafkaSettings() {}

    private static Map<String, ConfigDef> prefixes() {
        Map<String, ConfigDef> prefixes = new LinkedHashMap<>();
        ConfigDef consumer = ConsumerConfig.configDef();
        prefixes.put(StreamsConfig.MAIN_CONSUMER_PREFIX, consumer);
        prefixes.put(StreamsConfig.RESTORE_CONSUMER_PREFIX, consumer);
        prefixes.put(StreamsConfig.CONSUMER_PREFIX, consumer);
        prefixes.put(StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configDef());
        prefixes.put(StreamsConfig.ADMIN_CLIENT_PREFIX, AdminClientConfig.configDef());
        return prefixes;
    }

    /** Whether Kafka knows the key, with or without a prefix. */
    static boolean knows(String key) {
        return isCheckedElsewhere(key) || definition(key).isPresent();
    }

    /**
     * Validates a key that Kafka knows. Settings of internal topics are left to the broker that creates them, and
     * {@code config.providers} and the values that they fill in to Kafka itself.
     *
     * @throws IllegalArgumentException when intentstream sets it itself, or Kafka would reject the value
     */
    static void check(String key, String text) {
        String bare = bareName(key);
        if (OWNED.containsKey(bare)) {
            throw new IllegalArgumentException(key + ": intentstream sets this itself; " + OWNED.get(bare));
        }
        if (isCheckedElsewhere(key) || text.contains("${")) {
            return;
        }
        ConfigKey definition = definition(key).orElseThrow();
        try {
            Object value = ConfigDef.parseType(bare, text, definition.type());
            if (definition.validator != null) {
                definition.validator.ensureValid(bare, value);
            }
        } catch (ConfigException e) {
            throw new IllegalArgumentException(key + ": " + reason(definition, text, e), e);
        }
    }

    private static String reason(ConfigKey definition, String text, ConfigException e) {
        if (definition.type() == ConfigDef.Type.PASSWORD) {
            return "the value is not allowed";
        }
        String allowed = definition.validator == null
                ? "a value of type " + definition.type()
                : definition.type() + " " + definition.validator;
        return "the value '" + text + "' is not allowed; allowed: " + allowed + " (" + e.getMessage() + ")";
    }

    /** The settings that are not allowed, each with the reason. */
    static SortedMap<String, String> owned() {
        return new TreeMap<>(OWNED);
    }

    /** Every name without a prefix. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(StreamsConfig.configDef().names());
        BY_PREFIX.values().forEach(client -> names.addAll(client.names()));
        names.removeAll(OWNED.keySet());
        return names;
    }

    /** A setting of the consumer that reads the input; empty when it is not given. */
    static Optional<String> ofMainConsumer(Map<String, String> settings, String name) {
        return Stream.of(StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.CONSUMER_PREFIX, "")
                .map(prefix -> settings.get(prefix + name))
                .filter(given -> given != null)
                .findFirst();
    }

    /** Settings of a consumer outside Kafka Streams. */
    static Map<String, Object> forConsumer(Map<String, String> settings) {
        return forClient(settings, StreamsConfig.CONSUMER_PREFIX);
    }

    /** Settings of a producer outside Kafka Streams. */
    static Map<String, Object> forProducer(Map<String, String> settings) {
        return forClient(settings, StreamsConfig.PRODUCER_PREFIX);
    }

    /** Settings of an admin client outside Kafka Streams. */
    static Map<String, Object> forAdmin(Map<String, String> settings) {
        return forClient(settings, StreamsConfig.ADMIN_CLIENT_PREFIX);
    }

    private static Map<String, Object> forClient(Map<String, String> settings, String prefix) {
        Collection<String> known = BY_PREFIX.get(prefix).names();
        Map<String, Object> client = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            if (known.contains(key) || key.startsWith(PROVIDER_PREFIX)) {
                client.put(key, value);
            }
        });
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                client.put(key.substring(prefix.length()), value);
            }
        });
        return client;
    }

    private static Optional<ConfigKey> definition(String key) {
        for (Map.Entry<String, ConfigDef> client : BY_PREFIX.entrySet()) {
            if (key.startsWith(client.getKey())) {
                return Optional.ofNullable(client.getValue().configKeys().get(bareName(key)));
            }
        }
        ConfigKey ofStreams = StreamsConfig.configDef().configKeys().get(key);
        return ofStreams != null
                ? Optional.of(ofStreams)
                : BY_PREFIX.values().stream()
                        .map(client -> client.configKeys().get(key))
                        .filter(known -> known != null)
                        .findFirst();
    }

    private static boolean isCheckedElsewhere(String key) {
        return key.startsWith(PROVIDER_PREFIX)
                || key.startsWith(StreamsConfig.TOPIC_PREFIX) && key.length() > StreamsConfig.TOPIC_PREFIX.length();
    }

    private static String bareName(String key) {
        return BY_PREFIX.keySet().stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }
}
