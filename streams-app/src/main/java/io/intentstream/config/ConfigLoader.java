package io.intentstream.config;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.text.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Builds an {@link AppConfig}. The command line overrides the environment, and the environment overrides the file. All
 * problems are collected before they are reported.
 */
public final class ConfigLoader {

    /** {@code INTENTSTREAM_INPUT_TOPICS} stands for {@code input.topics}. */
    static final String ENVIRONMENT_PREFIX = "INTENTSTREAM_";

    /** The installation folder, which holds the launcher. Relative defaults are resolved against it. */
    static final String HOME_VARIABLE = "INTENTSTREAM_HOME";

    /** The folder of what programs of this user keep; the launcher sets it for a user without a home. */
    static final String STATE_VARIABLE = "XDG_STATE_HOME";

    /** Variables of the launcher, which are not settings. */
    private static final Set<String> LAUNCHER_VARIABLES =
            Set.of(HOME_VARIABLE, "INTENTSTREAM_JAVA_OPTS", "INTENTSTREAM_LOG_FORMAT");

    /**
     * What Kubernetes adds to every container of a namespace for a Service whose name begins with {@code intentstream}; see
     * "Discovering services" in its documentation.
     */
    private static final Pattern SERVICE_VARIABLE = Pattern.compile(ENVIRONMENT_PREFIX
            + "(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    /** The value of such a Service's {@code _PORT} variable. The name alone may be that of a setting, such as {@code http.port}. */
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, RawSetting> given = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<RawSetting> fromEnvironment = new ArrayList<>();
    private final List<RawSetting> fromCommandLine = new ArrayList<>();
    private final Path home;
    private final Path state;

    /** Starts with the environment's variables; only those with the prefix are read. */
    public ConfigLoader(Map<String, String> environment) {
        home = Path.of(environment.getOrDefault(HOME_VARIABLE, ""));
        state = stateFolder(environment.getOrDefault(STATE_VARIABLE, ""));
        environment.forEach((variable, value) -> {
            if (isSetting(variable, value)) {
                String key = variable.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                fromEnvironment.add(new RawSetting(key, value, new SettingSource.Environment(variable)));
            }
        });
    }

    private static boolean isSetting(String variable, String value) {
        boolean ofService = SERVICE_VARIABLE.matcher(variable).matches()
                || variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches();
        return variable.startsWith(ENVIRONMENT_PREFIX) && !LAUNCHER_VARIABLES.contains(variable) && !ofService;
    }

    /** Reads a properties file. {@link #load} reports a file that cannot be read. */
    public ConfigLoader file(Path file) {
        try {
            PropertiesFile.read(file).forEach(setting -> {
                RawSetting before = given.put(setting.key(), setting);
                if (before != null) {
                    problems.add(
                            setting.key() + ": given twice (" + before.origin() + " and " + setting.origin() + ")");
                }
            });
        } catch (IOException e) {
            problems.add(
                    Files.exists(file)
                            ? "cannot read the configuration file " + file + ": " + e.getMessage()
                            : "there is no configuration file " + file);
        }
        return this;
    }

    /** Adds settings that override all others. */
    public ConfigLoader overrides(Map<String, String> settings) {
        settings.forEach(
                (key, value) -> fromCommandLine.add(new RawSetting(key, value, new SettingSource.CommandLine())));
        return this;
    }

    /**
     * Validates and returns the settings.
     *
     * @param required keys that have no default and must be given
     * @throws InvalidConfigException with every problem
     */
    public AppConfig load(String... required) {
        fromEnvironment.forEach(setting -> given.put(setting.key(), setting));
        fromCommandLine.forEach(setting -> given.put(setting.key(), setting));
        given.values().forEach(this::check);
        for (String key : required) {
            if (!given.containsKey(key)) {
                problems.add(key + ": missing; set it in the configuration file or as " + ENVIRONMENT_PREFIX
                        + key.toUpperCase(Locale.ROOT).replace('.', '_'));
            }
        }
        requireNoProblems();
        AppConfig config = config();
        problems.addAll(config.http().problems());
        pollIntervalProblem(config).ifPresent(problems::add);
        if (config.topics().recommendations().isPresent()
                && config.recommendations().items().isEmpty()) {
            problems.add(
                    "recommendations.topic: it needs items.path, the folder of an items bundle; train one with train-items");
        }
        requireNoProblems();
        return config;
    }

    /** A consumer that does not poll for longer than this loses its partitions, again and again while the registry is away. */
    private static Optional<String> pollIntervalProblem(AppConfig config) {
        Duration wait = config.serde().registryWait();
        return config.mainConsumerSetting(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG)
                .filter(text -> !text.contains("${"))
                .filter(text -> Long.parseLong(text.trim()) <= wait.toMillis())
                .map(text ->
                        "max.poll.interval.ms: %s must be more than schema.registry.wait, which is %d ms: raise it, lower schema.registry.wait, or leave it out; it then follows from schema.registry.wait"
                                .formatted(text.trim(), wait.toMillis()));
    }

    private void requireNoProblems() {
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private void check(RawSetting setting) {
        try {
            Optional<Setting<?>> own = Settings.find(setting.key());
            if (own.isPresent()) {
                own.get().parse(setting.text());
            } else if (KafkaSettings.knows(setting.key())) {
                KafkaSettings.check(setting.key(), setting.text());
            } else if (isTopicFormat(setting)) {
                formatOf(setting);
            } else if (!isForSerde(setting.key())) {
                problems.add(unknown(setting));
            }
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage() + " (" + setting.origin() + ")");
        }
    }

    private static boolean isTopicFormat(RawSetting setting) {
        return setting.key().startsWith(Settings.INPUT_FORMAT_PREFIX)
                && setting.key().length() > Settings.INPUT_FORMAT_PREFIX.length();
    }

    /** The format that a topic's setting names. */
    private static InputFormat formatOf(RawSetting setting) {
        Setting<InputFormat> ofTopic =
                new Setting<>(Settings.INPUT_FORMAT.group(), setting.key(), Settings.INPUT_FORMAT.kind(), null, "");
        return ofTopic.parse(setting.text());
    }

    private static String unknown(RawSetting setting) {
        OptionalInt odd =
                setting.key().chars().filter(c -> c > 0x7E || c < 0x21).findFirst();
        if (odd.isPresent()) {
            return String.format(
                    "%s: there is no such setting: it contains the character U+%04X (%s)",
                    setting.key(), odd.getAsInt(), setting.origin());
        }
        Set<String> known = new TreeSet<>(KafkaSettings.names());
        Settings.all().forEach(own -> known.add(own.name()));
        String hint = Suggestions.of(setting.key(), known)
                .map(name -> "; did you mean " + name + "?")
                .orElse(
                        "; docs/configuration.md lists the keys, and every setting of Kafka Streams and Kafka's clients is allowed");
        return setting.key() + ": there is no such setting" + hint + " (" + setting.origin() + ")";
    }

    private static boolean isForSerde(String key) {
        return Settings.find(key).isEmpty() && (isRegistryTls(key) || key.matches("serde\\..+"));
    }

    private static boolean isRegistryTls(String key) {
        return key.startsWith(Settings.REGISTRY_TLS_PREFIX)
                && KafkaSettings.knows(key.substring("schema.registry.".length()));
    }

    private static String serdeName(String key) {
        return isRegistryTls(key) ? key : key.substring(Settings.SERDE_PREFIX.length());
    }

    private AppConfig config() {
        ProcessingGuarantee guarantee = value(Settings.GUARANTEE);
        return new AppConfig(
                value(Settings.APPLICATION_ID),
                new AppConfig.Topics(
                        value(Settings.INPUT_TOPICS),
                        value(Settings.PROFILES_TOPIC),
                        value(Settings.INTENTS_TOPIC),
                        value(Settings.DEAD_LETTER_TOPIC),
                        value(Settings.CONTROL_TOPIC)
                                .map(requests -> new AppConfig.ControlTopics(requests, value(Settings.RECEIPTS_TOPIC))),
                        optional(Settings.AUDIENCES_PATH).map(path -> value(Settings.AUDIENCE_EVENTS_TOPIC)),
                        value(Settings.SESSION_OUTCOMES_TOPIC),
                        value(Settings.RECOMMENDATIONS_TOPIC)),
                formats(),
                value(Settings.INPUT_KEYED_BY_USER),
                path(Settings.MODEL_PATH, home),
                path(Settings.DATA_DIR, state),
                guarantee,
                value(Settings.STREAM_THREADS),
                value(Settings.BATCH_MAX_RECORDS),
                value(Settings.EVENT_MAX_FUTURE),
                value(Settings.ERASURE_AFTER),
                engine(guarantee),
                new AudienceSettings(
                        optional(Settings.AUDIENCES_PATH),
                        value(Settings.AUDIENCE_GRACE),
                        value(Settings.AUDIENCE_TICK)),
                new RecommendationSettings(
                        optional(Settings.ITEMS_PATH),
                        value(Settings.ITEMS_MAX_BYTES),
                        value(Settings.RECOMMENDATIONS_EMIT),
                        value(Settings.RECOMMENDATIONS_LIMIT),
                        value(Settings.RECOMMENDATIONS_BOUGHT_FILTER),
                        value(Settings.ASSOCIATIONS_TOPIC)),
                new AppConfig.MemoryLimits(
                        value(Settings.ROCKSDB_CACHE_BYTES),
                        value(Settings.ROCKSDB_WRITE_BUFFER_BYTES),
                        value(Settings.RECORD_CACHE_BYTES)),
                http(),
                collector(),
                serde(),
                kafka());
    }

    private InputFormats formats() {
        Map<String, InputFormat> byTopic = new LinkedHashMap<>();
        given.values().stream()
                .filter(ConfigLoader::isTopicFormat)
                .forEach(setting ->
                        byTopic.put(setting.key().substring(Settings.INPUT_FORMAT_PREFIX.length()), formatOf(setting)));
        return new InputFormats(value(Settings.INPUT_FORMAT), byTopic, optional(Settings.INPUT_MAPPING));
    }

    private HttpSettings http() {
        return new HttpSettings(
                value(Settings.HTTP_ENABLED),
                value(Settings.HTTP_HOST),
                value(Settings.HTTP_PORT),
                optional(Settings.HTTP_ADVERTISED_URL),
                optional(Settings.HTTP_TOKEN),
                store(Settings.HTTP_KEYSTORE, Settings.HTTP_KEYSTORE_PASSWORD),
                store(Settings.HTTP_TRUSTSTORE, Settings.HTTP_TRUSTSTORE_PASSWORD),
                value(Settings.HTTP_PLAIN_ALLOWED),
                Set.copyOf(value(Settings.HTTP_CORS_ORIGINS)));
    }

    private CollectorSettings collector() {
        return new CollectorSettings(
                value(Settings.COLLECTOR_HOST),
                value(Settings.COLLECTOR_PORT),
                optional(Settings.COLLECTOR_TOPIC),
                optional(Settings.COLLECTOR_WRITE_KEYS).orElse(List.of()),
                optional(Settings.COLLECTOR_WRITE_KEYS_PATH),
                optional(Settings.COLLECTOR_RATE_LIMIT),
                value(Settings.COLLECTOR_BUFFER_BYTES),
                Set.copyOf(value(Settings.COLLECTOR_CORS_ORIGINS)),
                optional(Settings.COLLECTOR_METRICS_TOKEN),
                store(Settings.COLLECTOR_KEYSTORE, Settings.COLLECTOR_KEYSTORE_PASSWORD),
                value(Settings.COLLECTOR_PLAIN_ALLOWED));
    }

    private Optional<HttpSettings.KeyStoreFile> store(Setting<Path> location, Setting<String> password) {
        if (optional(location).isPresent() && optional(password).isEmpty()) {
            problems.add(password.name() + ": missing, but " + location.name() + " is given");
            requireNoProblems();
        }
        return optional(location)
                .map(path ->
                        new HttpSettings.KeyStoreFile(path, optional(password).orElseThrow()));
    }

    private EngineSettings engine(ProcessingGuarantee guarantee) {
        return new EngineSettings(
                value(Settings.SESSION_GAP),
                value(Settings.WINDOW_EVENTS),
                value(Settings.WINDOW_GRACE),
                value(Settings.AFFINITY_HALF_LIFE),
                value(Settings.USER_TTL),
                guarantee == ProcessingGuarantee.AT_LEAST_ONCE,
                optional(Settings.ITEMS_PATH).isPresent());
    }

    private SerdeConfig serde() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Setting<?> setting : List.of(
                Settings.SCHEMA_REGISTRY_URL,
                Settings.BASIC_AUTH_SOURCE,
                Settings.BASIC_AUTH_USER_INFO,
                Settings.AUTO_REGISTER)) {
            optional(setting).ifPresent(value -> settings.put(setting.name(), value.toString()));
        }
        if (settings.containsKey(Settings.BASIC_AUTH_USER_INFO.name())) {
            settings.putIfAbsent(Settings.BASIC_AUTH_SOURCE.name(), "USER_INFO");
        }
        given.values().stream()
                .filter(setting -> isForSerde(setting.key()))
                .forEach(setting -> settings.put(serdeName(setting.key()), setting.text()));
        return new SerdeConfig(optional(Settings.SERDE_CLASS), value(Settings.REGISTRY_WAIT), settings);
    }

    private Map<String, String> kafka() {
        Map<String, String> kafka = new LinkedHashMap<>();
        given.values().stream()
                .filter(setting -> Settings.find(setting.key()).isEmpty())
                .filter(setting -> KafkaSettings.knows(setting.key()))
                .forEach(setting -> kafka.put(setting.key(), setting.text()));
        return kafka;
    }

    private <T> T value(Setting<T> setting) {
        return optional(setting).orElseThrow();
    }

    private <T> Optional<T> optional(Setting<T> setting) {
        RawSetting raw = given.get(setting.name());
        return raw == null ? setting.defaultValue() : Optional.of(setting.parse(raw.text()));
    }

    /** A given path is relative to the working directory, a default to this folder. */
    private Path path(Setting<Path> setting, Path folder) {
        Path path = value(setting);
        return given.containsKey(setting.name()) ? path : folder.resolve(path);
    }

    /** As the XDG Base Directory Specification says: a path that is not absolute does not count. */
    private static Path stateFolder(String named) {
        return named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".local", "state");
    }
}
