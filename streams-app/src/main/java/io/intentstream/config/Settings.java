package io.intentstream.config;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.recommendation.EmitRule;
import io.intentstream.core.recommendation.RecommendationRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of intentstream's own settings. A key that is neither here nor known to Kafka is an error. */
final class Settings {

    private static final List<Setting<?>> ALL = new ArrayList<>();

    private static final String TOPICS = "Topics";

    static final Setting<List<String>> INPUT_TOPICS = add(
            TOPICS,
            "input.topics",
            SettingType.topics(),
            "clickstream",
            "Topics of events, all keyed in the same way.");
    static final Setting<InputFormat> INPUT_FORMAT = add(
            TOPICS,
            "input.format",
            SettingType.inputFormat(),
            InputFormat.CLICKEVENT_AVRO.id(),
            "How the events are written. `input.format.TOPIC` sets another format for one topic. See docs/formats.md.");
    static final Setting<Path> INPUT_MAPPING = add(
            TOPICS,
            "input.mapping.path",
            SettingType.path(),
            null,
            "Mapping file (YAML) for the formats other than clickevent-avro: what the shop's events and fields are called. See"
                    + " docs/formats.md.");
    static final Setting<Boolean> INPUT_KEYED_BY_USER = add(
            TOPICS,
            "input.keyed.by.user",
            SettingType.bool(),
            "true",
            "Whether the key of every input record is its userId. When true, a record with another key is a dead letter."
                    + " When false, events first pass through a repartition topic, keyed by userId.");
    static final Setting<String> PROFILES_TOPIC =
            add(TOPICS, "profiles.topic", SettingType.topic(), "user-profiles", "Compacted topic of UserProfiles.");
    static final Setting<String> INTENTS_TOPIC =
            add(TOPICS, "intents.topic", SettingType.topic(), "purchase-intents", "Topic of PurchaseIntents.");
    static final Setting<String> DEAD_LETTER_TOPIC = add(
            TOPICS,
            "dead.letter.topic",
            SettingType.topic(),
            "clickstream-dlq",
            "Topic of rejected records, with their bytes as received and the reason in headers.");
    static final Setting<Optional<String>> CONTROL_TOPIC = add(
            TOPICS,
            "control.topic",
            SettingType.topicOrNone(),
            "user-control",
            "Topic of UserRequests, such as the erasure of a user; it needs as many partitions as the input. With none,"
                    + " requests are turned off.");
    static final Setting<String> RECEIPTS_TOPIC = add(
            TOPICS,
            "control.receipts.topic",
            SettingType.topic(),
            "user-control-receipts",
            "Topic of UserReceipts, which report the outcome of each request.");
    static final Setting<String> AUDIENCE_EVENTS_TOPIC = add(
            TOPICS,
            "audience.events.topic",
            SettingType.topic(),
            "audience-events",
            "Topic of AudienceEvents: who entered and left an audience. Used when `audiences.path` is given.");
    static final Setting<Optional<String>> SESSION_OUTCOMES_TOPIC = add(
            TOPICS,
            "session.outcomes.topic",
            SettingType.topicOrNone(),
            "none",
            "Topic of SessionOutcomes: one record for each session that has ended. With none, they are not written.");

    static final Setting<Optional<String>> RECOMMENDATIONS_TOPIC = add(
            TOPICS,
            "recommendations.topic",
            SettingType.topicOrNone(),
            "none",
            "Topic of Recommendations: what to show a user next. It needs `items.path`. With none, they are not written; they can be"
                    + " asked for over HTTP all the same.");
    static final Setting<String> ASSOCIATIONS_TOPIC = add(
            TOPICS,
            "associations.topic",
            SettingType.topic(),
            "item-associations",
            "Topic of ItemAssociations, which `publish-items` writes.");

    private static final String RECOMMENDATIONS = "Recommendations";

    static final Setting<Path> ITEMS_PATH = add(
            RECOMMENDATIONS,
            "items.path",
            SettingType.path(),
            null,
            "Folder of an items bundle, which `train-items` writes. Absent means no recommendations. See docs/recommendations.md.");
    static final Setting<Long> ITEMS_MAX_BYTES = add(
            RECOMMENDATIONS,
            "items.max.bytes",
            SettingType.size(1 << 20),
            "536870912",
            "Most memory that the bundle's tables may take, in bytes. The start stops when they take more, and says what would fit.");
    static final Setting<EmitRule> RECOMMENDATIONS_EMIT = add(
            RECOMMENDATIONS,
            "recommendations.emit",
            SettingType.oneOf(EmitRule.class),
            "session",
            "After which events a list is written to `recommendations.topic`: `session` (the first event of a session, and what is put"
                    + " into cart or wishlist or is bought), `often` (these, and every fourth event of a session) or `event`"
                    + " (every event).");
    static final Setting<Integer> RECOMMENDATIONS_LIMIT = add(
            RECOMMENDATIONS,
            "recommendations.limit",
            SettingType.integer(1, RecommendationRequest.MAX_LIMIT),
            "10",
            "Most products of a list in `recommendations.topic`.");
    static final Setting<Duration> RECOMMENDATIONS_BOUGHT_FILTER = add(
            RECOMMENDATIONS,
            "recommendations.bought.filter",
            SettingType.duration(Duration.ZERO, Duration.ofDays(365)),
            "P30D",
            "How long a product that the user bought is left out of lists.");

    private static final String AUDIENCES = "Audiences";

    static final Setting<Path> AUDIENCES_PATH = add(
            AUDIENCES,
            "audiences.path",
            SettingType.path(),
            null,
            "File of audiences (YAML), the same on all instances. Absent means that none are declared. See docs/audiences.md.");
    static final Setting<Duration> AUDIENCE_GRACE = add(
            AUDIENCES,
            "audience.grace",
            SettingType.duration(Duration.ZERO, Duration.ofDays(1)),
            "PT5M",
            "How long after its time a change that time brings is written, such as the end of a session. An event that comes"
                    + " even later corrects it.");
    static final Setting<Optional<Duration>> AUDIENCE_TICK = add(
            AUDIENCES,
            "audience.tick",
            SettingType.durationOrNone(Duration.ofSeconds(1), Duration.ofHours(1)),
            "PT1M",
            "How often the engine writes the time to its partition of `control.topic` while no events come, so that time passes"
                    + " for silent users. With none, it passes with events alone.");

    private static final String EVENTS = "Events and state";

    static final Setting<Duration> EVENT_MAX_FUTURE = add(
            EVENTS,
            "event.max.future",
            SettingType.duration(Duration.ZERO, Duration.ofDays(365)),
            EventValidator.DEFAULT_MAX_FUTURE.toString(),
            "How far in the future an event's time may be; an event beyond that is a dead letter. The topics of results must"
                    + " accept such times (message.timestamp.after.max.ms); those made by `topics --create` do.");
    static final Setting<Duration> SESSION_GAP = add(
            EVENTS,
            "session.gap",
            SettingType.duration(Duration.ofMinutes(1), Duration.ofDays(1)),
            "PT30M",
            "Inactivity that ends a session. The shipped model was trained with 30 minutes.");
    static final Setting<Integer> WINDOW_EVENTS =
            add(EVENTS, "window.events", SettingType.integer(32, 4096), "256", "Most events in a user's window.");
    static final Setting<Duration> WINDOW_GRACE = add(
            EVENTS,
            "window.grace",
            SettingType.duration(Duration.ZERO, Duration.ofDays(30)),
            "PT2H",
            "How late an event may be and still be sorted into the window. A later event is counted, but not sorted in.");
    static final Setting<Duration> AFFINITY_HALF_LIFE = add(
            EVENTS,
            "affinity.half.life",
            SettingType.duration(Duration.ofHours(1), Duration.ofDays(3650)),
            "P7D",
            "Time in which the affinity to a category or a brand halves.");
    static final Setting<Duration> USER_TTL = add(
            EVENTS,
            "user.ttl",
            SettingType.duration(Duration.ofHours(1), Duration.ofDays(3650)),
            "P180D",
            "Inactivity, in event time, after which a user's state is deleted and a tombstone replaces the profile.");
    static final Setting<PostErasurePolicy> ERASURE_AFTER = add(
            EVENTS,
            "erasure.after",
            SettingType.oneOf(PostErasurePolicy.class),
            "restart",
            "What happens to later events of an erased user: with restart they start a new user, with ignore they are"
                    + " withheld until 'intentstream user USER_ID --resume'.");

    private static final String PROCESSING = "Processing";

    static final Setting<String> APPLICATION_ID = add(
            PROCESSING,
            "application.id",
            SettingType.topicPrefix(),
            "intentstream",
            "Name of this engine in Kafka: its consumer group, and the prefix of its internal topics.");
    static final Setting<ProcessingGuarantee> GUARANTEE = add(
            PROCESSING,
            "processing.guarantee",
            SettingType.oneOf(ProcessingGuarantee.class),
            "exactly_once_v2",
            "What a crash may cause: nothing (exactly_once_v2), or some results that are emitted again (at_least_once).");
    static final Setting<Integer> STREAM_THREADS = add(
            PROCESSING,
            "num.stream.threads",
            SettingType.integer(1, 256),
            "2",
            "Threads that process events; threads beyond the number of input partitions are idle.");
    static final Setting<Integer> BATCH_MAX_RECORDS = add(
            PROCESSING,
            "batch.max.records",
            SettingType.integer(1, 4096),
            "256",
            "Most records of one partition in a batch. The engine does not wait for a batch to fill.");
    static final Setting<Path> MODEL_PATH = add(
            PROCESSING,
            "model.path",
            SettingType.path(),
            "model-artifacts/shop-intent/2",
            "Folder of the model bundle. The default is relative to the installation folder.");
    static final Setting<Path> DATA_DIR = add(
            PROCESSING,
            "data.dir",
            SettingType.path(),
            "intentstream",
            "Folder of local state, which only one engine uses at a time. The default is relative to `$XDG_STATE_HOME`, or to"
                    + " `~/.local/state` where that is not set.");

    private static final String MEMORY = "Memory";

    static final Setting<Long> ROCKSDB_CACHE_BYTES = add(
            MEMORY,
            "rocksdb.cache.bytes",
            SettingType.size(1 << 20),
            "128MiB",
            "RocksDB's block cache, including index and filter blocks, for all stores of the process together.");
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
            "Kafka Streams' record cache, for all threads together: users in it are written to the changelog once per commit"
                    + " and not once per batch.");

    private static final String HTTP = "HTTP server";

    static final Setting<Boolean> HTTP_ENABLED = add(
            HTTP,
            "http.enabled",
            SettingType.bool(),
            "true",
            "Whether `run` serves profiles, intents, health and metrics over HTTP. See docs/http.md.");
    static final Setting<String> HTTP_HOST = add(
            HTTP,
            "http.host",
            SettingType.text(),
            "127.0.0.1",
            "Name or address to listen on. On any other than a loopback address, `http.token` and TLS are required.");
    static final Setting<Integer> HTTP_PORT = add(
            HTTP,
            "http.port",
            SettingType.integer(0, 65_535),
            "8090",
            "Port to listen on; 0 takes any free one, which is the demo's default.");
    static final Setting<URI> HTTP_ADVERTISED_URL = add(
            HTTP,
            "http.advertised.url",
            SettingType.httpUrl(),
            null,
            "URL at which the other instances of this engine reach this one. Absent means `http.host` (the machine's name"
                    + " when that stands for all addresses) and the bound port.");
    static final Setting<String> HTTP_TOKEN = add(
            HTTP,
            "http.token",
            SettingType.secret(),
            null,
            "Token that clients must send as `Authorization: Bearer ...`. It is the same on all instances, which also send it"
                    + " to each other.");
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
            "Whether plain HTTP is allowed on an address that other machines can reach, because a proxy terminates TLS.");
    static final Setting<List<String>> HTTP_CORS_ORIGINS = add(
            HTTP,
            "http.cors.origins",
            SettingType.origins(),
            "none",
            "Origins whose pages may read from this server in a browser (CORS). They may not erase users.");

    private static final String COLLECTOR = "Collector";

    static final Setting<String> COLLECTOR_HOST = add(
            COLLECTOR,
            "collector.host",
            SettingType.text(),
            "127.0.0.1",
            "Name or address that `collect` listens on. On any other than a loopback address, write keys and TLS are required."
                    + " See docs/collect.md.");
    static final Setting<Integer> COLLECTOR_PORT = add(
            COLLECTOR,
            "collector.port",
            SettingType.integer(0, 65_535),
            "8092",
            "Port to listen on; 0 takes any free one.");
    static final Setting<String> COLLECTOR_TOPIC = add(
            COLLECTOR,
            "collector.topic",
            SettingType.topic(),
            null,
            "Topic that collected events are written to. Absent means the first of `input.topics`.");
    static final Setting<List<String>> COLLECTOR_WRITE_KEYS = add(
            COLLECTOR,
            "collector.write.keys",
            SettingType.secrets(),
            null,
            "Write keys that trackers may send. Without any, every key is accepted, which is allowed on a loopback address"
                    + " only.");
    static final Setting<Path> COLLECTOR_WRITE_KEYS_PATH = add(
            COLLECTOR,
            "collector.write.keys.path",
            SettingType.path(),
            null,
            "File with further write keys, one a line; lines that begin with # are comments.");
    static final Setting<Integer> COLLECTOR_RATE_LIMIT = add(
            COLLECTOR,
            "collector.rate.limit.events.per.second",
            SettingType.integer(1, 10_000_000),
            null,
            "Most events a second of each write key, in each collector; more are answered 429. Absent means no limit.");
    static final Setting<Long> COLLECTOR_BUFFER_BYTES = add(
            COLLECTOR,
            "collector.buffer.bytes",
            SettingType.size(1 << 20),
            "64MiB",
            "Most bytes of request bodies that are being received or wait for Kafka; more are answered 429.");
    static final Setting<List<String>> COLLECTOR_CORS_ORIGINS = add(
            COLLECTOR,
            "collector.cors.origins",
            SettingType.origins(),
            "none",
            "Origins whose pages may send events from a browser: those of the shop.");
    static final Setting<String> COLLECTOR_METRICS_TOKEN = add(
            COLLECTOR,
            "collector.metrics.token",
            SettingType.secret(),
            null,
            "Token that Prometheus must send as `Authorization: Bearer ...` for the collector's `/metrics`. Without it, they"
                    + " are served on a loopback address only.");
    static final Setting<Path> COLLECTOR_KEYSTORE = add(
            COLLECTOR,
            "collector.tls.keystore.location",
            SettingType.path(),
            null,
            "PKCS12 file with the collector's certificate and key. Absent means plain HTTP.");
    static final Setting<String> COLLECTOR_KEYSTORE_PASSWORD =
            add(COLLECTOR, "collector.tls.keystore.password", SettingType.secret(), null, "Password of that file.");
    static final Setting<Boolean> COLLECTOR_PLAIN_ALLOWED = add(
            COLLECTOR,
            "collector.plain.allowed",
            SettingType.bool(),
            "false",
            "Whether plain HTTP is allowed on an address that other machines can reach, because a proxy terminates TLS.");

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
            "Where the registry's user and password are given: in schema.registry.url, or in basic.auth.user.info."
                    + " Absent means USER_INFO when the latter is set, and URL otherwise.");
    static final Setting<String> BASIC_AUTH_USER_INFO = add(
            REGISTRY,
            "basic.auth.user.info",
            SettingType.secret(),
            null,
            "User and password of the registry, as user:password.");
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
            "How long to wait for a registry that does not answer before the stream stops. Valid events never become dead"
                    + " letters because of it.");
    static final Setting<String> SERDE_CLASS = add(
            REGISTRY,
            "serde.class",
            SettingType.twoClasses(),
            null,
            "Kafka Serializer and Deserializer of values; absent means intentstream's own. For Confluent's, in a build with"
                    + " the profile confluent: io.confluent.kafka.serializers.KafkaAvroSerializer,"
                    + "io.confluent.kafka.serializers.KafkaAvroDeserializer.");

    /** Prefix of the registry's TLS settings, which have Kafka's names. */
    static final String REGISTRY_TLS_PREFIX = "schema.registry.ssl.";

    /** The format of one topic: the prefix and the topic's name. */
    static final String INPUT_FORMAT_PREFIX = INPUT_FORMAT.name() + ".";

    /** Prefix of settings that are passed to the serializer and the deserializer. */
    static final String SERDE_PREFIX = "serde.";

    private Settings() {}

    /** All settings, in the order of the reference page. */
    static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    static Optional<Setting<?>> find(String name) {
        return ALL.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    private static <T> Setting<T> add(
            String group, String name, SettingType<T> kind, @Nullable String defaultText, String doc) {
        Setting<T> setting = new Setting<>(group, name, kind, defaultText, doc);
        ALL.add(setting);
        return setting;
    }
}
