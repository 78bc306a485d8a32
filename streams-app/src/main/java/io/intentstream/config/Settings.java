package io.intentstream.config;

import io.intentstream.core.event.EventValidator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of intentstream's own keys. A key that is not here, and that Kafka does not know, is an error. */
final class Settings {

    private static final List<Setting<?>> ALL = new ArrayList<>();

    private static final String TOPICS = "Topics";

    static final Setting<List<String>> INPUT_TOPICS = add(
            TOPICS,
            "input.topics",
            SettingType.topics(),
            "clickstream",
            "Topics to read ClickEvents from, all keyed alike.");
    static final Setting<Boolean> INPUT_KEYED_BY_USER = add(
            TOPICS,
            "input.keyed.by.user",
            SettingType.bool(),
            "true",
            "Whether the key of every input record is its userId. When true, a record with another key is a dead letter."
                    + " When false, events pass through a repartition topic first, keyed by userId.");
    static final Setting<String> PROFILES_TOPIC =
            add(TOPICS, "profiles.topic", SettingType.topic(), "user-profiles", "Compacted topic for UserProfiles.");
    static final Setting<String> INTENTS_TOPIC =
            add(TOPICS, "intents.topic", SettingType.topic(), "purchase-intents", "Topic for PurchaseIntents.");
    static final Setting<String> DEAD_LETTER_TOPIC = add(
            TOPICS,
            "dead.letter.topic",
            SettingType.topic(),
            "clickstream-dlq",
            "Topic for records that could not be used, with their bytes as received and the reason in headers.");
    static final Setting<Optional<String>> CONTROL_TOPIC = add(
            TOPICS,
            "control.topic",
            SettingType.topicOrNone(),
            "user-control",
            "Topic of UserRequests, such as a user's erasure; as many partitions as the input. With none, no requests are"
                    + " taken.");
    static final Setting<String> RECEIPTS_TOPIC = add(
            TOPICS,
            "control.receipts.topic",
            SettingType.topic(),
            "user-control-receipts",
            "Topic for UserReceipts, which tell what came of each request.");

    private static final String EVENTS = "Events and state";

    static final Setting<Duration> EVENT_MAX_FUTURE = add(
            EVENTS,
            "event.max.future",
            SettingType.duration(Duration.ZERO, Duration.ofDays(365)),
            EventValidator.DEFAULT_MAX_FUTURE.toString(),
            "How far ahead of now an event's time may be; one further ahead is a dead letter. The topics of results must take such"
                    + " times (message.timestamp.after.max.ms), as those that `topics --create` makes do.");
    static final Setting<Duration> SESSION_GAP = add(
            EVENTS,
            "session.gap",
            SettingType.duration(Duration.ofMinutes(1), Duration.ofDays(1)),
            "PT30M",
            "Inactivity that ends a visit. The shipped model was trained with 30 minutes.");
    static final Setting<Integer> WINDOW_EVENTS = add(
            EVENTS,
            "window.events",
            SettingType.integer(32, 4096),
            "256",
            "Most events kept in a user's behaviour window.");
    static final Setting<Duration> WINDOW_GRACE = add(
            EVENTS,
            "window.grace",
            SettingType.duration(Duration.ZERO, Duration.ofDays(30)),
            "PT2H",
            "How late an event may come and still be sorted in among its neighbours. One that is later still counts.");
    static final Setting<Duration> AFFINITY_HALF_LIFE = add(
            EVENTS,
            "affinity.half.life",
            SettingType.duration(Duration.ofHours(1), Duration.ofDays(3650)),
            "P7D",
            "Time in which the weight of a category or a brand halves.");
    static final Setting<Duration> USER_TTL = add(
            EVENTS,
            "user.ttl",
            SettingType.duration(Duration.ofHours(1), Duration.ofDays(3650)),
            "P180D",
            "Event time without any event after which a user's state is dropped and the profile becomes a tombstone.");
    static final Setting<PostErasurePolicy> ERASURE_AFTER = add(
            EVENTS,
            "erasure.after",
            SettingType.afterErasure(),
            "restart",
            "What becomes of events of an erased user that come later: restart makes a new user of them, ignore counts"
                    + " them as withheld until 'intentstream user USER_ID --resume'.");

    private static final String PROCESSING = "Processing";

    static final Setting<String> APPLICATION_ID = add(
            PROCESSING,
            "application.id",
            SettingType.topic(),
            "intentstream",
            "Name of this engine in Kafka: its consumer group, and the prefix of its internal topics.");
    static final Setting<ProcessingGuarantee> GUARANTEE = add(
            PROCESSING,
            "processing.guarantee",
            SettingType.guarantee(),
            "exactly_once_v2",
            "What a crash may cost: nothing, or some results emitted again.");
    static final Setting<Integer> STREAM_THREADS = add(
            PROCESSING,
            "num.stream.threads",
            SettingType.integer(1, 256),
            "2",
            "Threads that process events; more than the input has partitions are idle.");
    static final Setting<Integer> BATCH_MAX_RECORDS = add(
            PROCESSING,
            "batch.max.records",
            SettingType.integer(1, 4096),
            "256",
            "Most records of one partition that are scored together. None is waited for.");
    static final Setting<Path> MODEL_PATH = add(
            PROCESSING,
            "model.path",
            SettingType.path(),
            "model-artifacts/shop-intent/1",
            "Folder of the model bundle. The default is taken from the installation folder.");
    static final Setting<Path> DATA_DIR = add(
            PROCESSING,
            "data.dir",
            SettingType.path(),
            "data",
            "Folder for local state and caches. The default is taken from the installation folder.");

    private static final String MEMORY = "Memory";

    static final Setting<Long> ROCKSDB_CACHE_BYTES = add(
            MEMORY,
            "rocksdb.cache.bytes",
            SettingType.size(1 << 20),
            "128MiB",
            "RocksDB's block cache, index and filter blocks, for all stores of the process together.");
    static final Setting<Long> ROCKSDB_WRITE_BUFFER_BYTES = add(
            MEMORY,
            "rocksdb.write.buffer.bytes",
            SettingType.size(1 << 20),
            "64MiB",
            "RocksDB's write buffers, for all stores of the process together.");
    static final Setting<Long> RECORD_CACHE_BYTES = add(
            MEMORY,
            "statestore.cache.max.bytes",
            SettingType.size(0),
            "64MiB",
            "Kafka Streams' record cache, for all threads together: users in it are written to the changelog once a commit"
                    + " and not once a batch.");

    private static final String HTTP = "HTTP server";

    static final Setting<Boolean> HTTP_ENABLED = add(
            HTTP,
            "http.enabled",
            SettingType.bool(),
            "true",
            "Whether `run` answers over HTTP: profiles, intents, health, metrics. See docs/http.md.");
    static final Setting<String> HTTP_HOST = add(
            HTTP,
            "http.host",
            SettingType.text(),
            "127.0.0.1",
            "Name or address to listen on. Other than on a loopback address the server asks for `http.token` and TLS.");
    static final Setting<Integer> HTTP_PORT = add(
            HTTP,
            "http.port",
            SettingType.integer(0, 65_535),
            "8090",
            "Port to listen on; 0 takes any free one, which is what the demo does unless told otherwise.");
    static final Setting<URI> HTTP_ADVERTISED_URL = add(
            HTTP,
            "http.advertised.url",
            SettingType.httpUrl(),
            null,
            "How the other instances of this engine reach this one. Absent means `http.host` (the machine's name when that"
                    + " is all addresses) and the port that was bound.");
    static final Setting<String> HTTP_TOKEN = add(
            HTTP,
            "http.token",
            SettingType.secret(),
            null,
            "What clients must send as `Authorization: Bearer ...`, the same on all instances; they forward to each other with"
                    + " it.");
    static final Setting<Path> HTTP_KEYSTORE = add(
            HTTP,
            "http.tls.keystore.location",
            SettingType.path(),
            null,
            "PKCS12 file with the server's certificate and key. Absent means plain HTTP.");
    static final Setting<String> HTTP_KEYSTORE_PASSWORD =
            add(HTTP, "http.tls.keystore.password", SettingType.secret(), null, "Password of that file.");
    static final Setting<Path> HTTP_TRUSTSTORE = add(
            HTTP,
            "http.tls.truststore.location",
            SettingType.path(),
            null,
            "PKCS12 file with the certificates that the other instances may present. Absent means those that Java trusts.");
    static final Setting<String> HTTP_TRUSTSTORE_PASSWORD =
            add(HTTP, "http.tls.truststore.password", SettingType.secret(), null, "Password of that file.");
    static final Setting<Boolean> HTTP_PLAIN_ALLOWED = add(
            HTTP,
            "http.plain.allowed",
            SettingType.bool(),
            "false",
            "Whether plain HTTP may be spoken on an address that other machines reach, because a proxy in front speaks TLS.");

    private static final String REGISTRY = "Schema registry and serializers";

    static final Setting<String> SCHEMA_REGISTRY_URL = add(
            REGISTRY,
            "schema.registry.url",
            SettingType.text(),
            null,
            "One or more URLs of a registry that speaks Confluent's REST protocol, separated by commas.");
    static final Setting<String> BASIC_AUTH_SOURCE = add(
            REGISTRY,
            "basic.auth.credentials.source",
            SettingType.oneOf("URL", "USER_INFO"),
            null,
            "Where the registry's user and password are: in schema.registry.url, or in basic.auth.user.info."
                    + " Absent means USER_INFO when that is set, and URL otherwise.");
    static final Setting<String> BASIC_AUTH_USER_INFO = add(
            REGISTRY,
            "basic.auth.user.info",
            SettingType.secret(),
            null,
            "User and password for the registry, as user:password.");
    static final Setting<Boolean> AUTO_REGISTER = add(
            REGISTRY,
            "auto.register.schemas",
            SettingType.bool(),
            "true",
            "Whether the schemas of profiles and intents are registered when the registry lacks them.");
    static final Setting<Duration> REGISTRY_WAIT = add(
            REGISTRY,
            "schema.registry.wait",
            SettingType.duration(Duration.ZERO, Duration.ofDays(1)),
            "PT2M",
            "How long to wait for a registry that does not answer before the stream stops. Good events are never"
                    + " dead-lettered for it.");
    static final Setting<String> SERDE_CLASS = add(
            REGISTRY,
            "serde.class",
            SettingType.twoClasses(),
            null,
            "Kafka Serializer and Deserializer of the values; absent means intentstream's own. For Confluent's, built"
                    + " with the profile confluent: io.confluent.kafka.serializers.KafkaAvroSerializer,"
                    + "io.confluent.kafka.serializers.KafkaAvroDeserializer.");

    /** TLS towards the registry, under Kafka's names after this prefix. */
    static final String REGISTRY_TLS_PREFIX = "schema.registry.ssl.";

    /** Whatever stands after this prefix goes to the serializer and deserializer as it is. */
    static final String SERDE_PREFIX = "serde.";

    private Settings() {}

    /** Every key, by heading. */
    static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    static Optional<Setting<?>> find(String name) {
        return ALL.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    private static <T> Setting<T> add(String group, String name, SettingType<T> kind, String defaultText, String doc) {
        Setting<T> setting = new Setting<>(group, name, kind, defaultText, doc);
        ALL.add(setting);
        return setting;
    }
}
