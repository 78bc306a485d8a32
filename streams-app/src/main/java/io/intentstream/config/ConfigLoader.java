package io.intentstream.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts an {@link AppConfig} together. A setting on the command line wins over one in the environment, and that over one
 * in the file. Every problem is found before any is reported.
 */
public final class ConfigLoader {

    /** {@code INTENTSTREAM_INPUT_TOPICS} stands for {@code input.topics}. */
    static final String ENVIRONMENT_PREFIX = "INTENTSTREAM_";

    /** The installation folder: where the launcher stands. Relative defaults start here. */
    static final String HOME_VARIABLE = "INTENTSTREAM_HOME";

    /** Variables of the launcher, which are no settings. */
    private static final Set<String> LAUNCHER_VARIABLES = Set.of(HOME_VARIABLE, "INTENTSTREAM_JAVA_OPTS");

    private final Map<String, RawSetting> given = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<RawSetting> fromEnvironment = new ArrayList<>();
    private final List<RawSetting> fromCommandLine = new ArrayList<>();
    private final Path home;

    /** Starts with the environment's variables; only those with the prefix are looked at. */
    public ConfigLoader(Map<String, String> environment) {
        home = Path.of(environment.getOrDefault(HOME_VARIABLE, ""));
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX) && !LAUNCHER_VARIABLES.contains(variable)) {
                String key = variable.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                fromEnvironment.add(new RawSetting(key, value, new Origin.Environment(variable)));
            }
        });
    }

    /** Reads a properties file. One that cannot be read is a problem that {@link #load} reports. */
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

    /** Takes settings that win over all others. */
    public ConfigLoader overrides(Map<String, String> settings) {
        settings.forEach((key, value) -> fromCommandLine.add(new RawSetting(key, value, new Origin.CommandLine())));
        return this;
    }

    /**
     * The settings, checked.
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
                problems.add(key + ": missing; set it in the configuration file, or as " + ENVIRONMENT_PREFIX
                        + key.toUpperCase(Locale.ROOT).replace('.', '_'));
            }
        }
        requireNoProblems();
        AppConfig config = config();
        problems.addAll(config.http().problems());
        requireNoProblems();
        return config;
    }

    private void requireNoProblems() {
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private void check(RawSetting setting) {
        try {
            Optional<Setting<?>> own = OwnSettings.find(setting.key());
            if (own.isPresent()) {
                own.get().parse(setting.text());
            } else if (KafkaSettings.knows(setting.key())) {
                KafkaSettings.check(setting.key(), setting.text());
            } else if (!isForSerde(setting.key())) {
                problems.add(unknown(setting));
            }
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage() + " (" + setting.origin() + ")");
        }
    }

    private static String unknown(RawSetting setting) {
        Set<String> known = new TreeSet<>(KafkaSettings.names());
        OwnSettings.all().forEach(own -> known.add(own.name()));
        String hint = NearestName.of(setting.key(), known)
                .map(name -> "; did you mean " + name + "?")
                .orElse(
                        "; docs/configuration.md lists the keys, and every setting of Kafka's clients and Streams is allowed");
        return setting.key() + ": there is no such setting" + hint + " (" + setting.origin() + ")";
    }

    private static boolean isForSerde(String key) {
        return OwnSettings.find(key).isEmpty() && (isRegistryTls(key) || key.matches("serde\\..+"));
    }

    private static boolean isRegistryTls(String key) {
        return key.startsWith(OwnSettings.REGISTRY_TLS_PREFIX)
                && KafkaSettings.knows(key.substring("schema.registry.".length()));
    }

    private static String serdeName(String key) {
        return isRegistryTls(key) ? key : key.substring(OwnSettings.SERDE_PREFIX.length());
    }

    private AppConfig config() {
        Guarantee guarantee = value(OwnSettings.GUARANTEE);
        return new AppConfig(
                value(OwnSettings.APPLICATION_ID),
                new AppConfig.Topics(
                        value(OwnSettings.INPUT_TOPICS),
                        value(OwnSettings.PROFILES_TOPIC),
                        value(OwnSettings.INTENTS_TOPIC),
                        value(OwnSettings.DEAD_LETTER_TOPIC),
                        value(OwnSettings.CONTROL_TOPIC)
                                .map(requests ->
                                        new AppConfig.ControlTopics(requests, value(OwnSettings.RECEIPTS_TOPIC)))),
                value(OwnSettings.INPUT_KEYED_BY_USER),
                path(OwnSettings.MODEL_PATH),
                path(OwnSettings.DATA_DIR),
                guarantee,
                value(OwnSettings.STREAM_THREADS),
                value(OwnSettings.BATCH_MAX_RECORDS),
                value(OwnSettings.EVENT_MAX_FUTURE),
                value(OwnSettings.ERASURE_AFTER),
                engine(guarantee),
                new AppConfig.Memory(
                        value(OwnSettings.ROCKSDB_CACHE_BYTES),
                        value(OwnSettings.ROCKSDB_WRITE_BUFFER_BYTES),
                        value(OwnSettings.RECORD_CACHE_BYTES)),
                http(),
                serde(),
                kafka());
    }

    private HttpSettings http() {
        return new HttpSettings(
                value(OwnSettings.HTTP_ENABLED),
                value(OwnSettings.HTTP_HOST),
                value(OwnSettings.HTTP_PORT),
                optional(OwnSettings.HTTP_ADVERTISED_URL),
                optional(OwnSettings.HTTP_TOKEN),
                store(OwnSettings.HTTP_KEYSTORE, OwnSettings.HTTP_KEYSTORE_PASSWORD),
                store(OwnSettings.HTTP_TRUSTSTORE, OwnSettings.HTTP_TRUSTSTORE_PASSWORD),
                value(OwnSettings.HTTP_PLAIN_ALLOWED));
    }

    private Optional<HttpSettings.Store> store(Setting<Path> location, Setting<String> password) {
        if (optional(location).isPresent() && optional(password).isEmpty()) {
            problems.add(password.name() + ": missing, but " + location.name() + " is given");
            requireNoProblems();
        }
        return optional(location)
                .map(path -> new HttpSettings.Store(path, optional(password).orElseThrow()));
    }

    private EngineSettings engine(Guarantee guarantee) {
        return new EngineSettings(
                value(OwnSettings.SESSION_GAP),
                value(OwnSettings.WINDOW_EVENTS),
                value(OwnSettings.WINDOW_GRACE),
                value(OwnSettings.AFFINITY_HALF_LIFE),
                value(OwnSettings.USER_TTL),
                guarantee == Guarantee.AT_LEAST_ONCE);
    }

    private SerdeConfig serde() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Setting<?> setting : List.of(
                OwnSettings.SCHEMA_REGISTRY_URL,
                OwnSettings.BASIC_AUTH_SOURCE,
                OwnSettings.BASIC_AUTH_USER_INFO,
                OwnSettings.AUTO_REGISTER)) {
            optional(setting).ifPresent(value -> settings.put(setting.name(), value.toString()));
        }
        if (settings.containsKey(OwnSettings.BASIC_AUTH_USER_INFO.name())) {
            settings.putIfAbsent(OwnSettings.BASIC_AUTH_SOURCE.name(), "USER_INFO");
        }
        given.values().stream()
                .filter(setting -> isForSerde(setting.key()))
                .forEach(setting -> settings.put(serdeName(setting.key()), setting.text()));
        return new SerdeConfig(optional(OwnSettings.SERDE_CLASS), value(OwnSettings.REGISTRY_WAIT), settings);
    }

    private Map<String, String> kafka() {
        Map<String, String> kafka = new LinkedHashMap<>();
        given.values().stream()
                .filter(setting -> OwnSettings.find(setting.key()).isEmpty())
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

    /** A path as given is relative to the working directory; a default to the installation folder. */
    private Path path(Setting<Path> setting) {
        Path path = value(setting);
        return given.containsKey(setting.name()) ? path : home.resolve(path);
    }
}
