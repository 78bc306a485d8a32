package io.intentstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.intentstream.core.state.EngineSettings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

    @TempDir
    Path folder;

    @Test
    void shouldUseDefaultsWhenNothingIsGiven() {
        // Given
        ConfigLoader loader =
                new ConfigLoader(Map.of("INTENTSTREAM_HOME", "/opt/intentstream", "XDG_STATE_HOME", "/home/ann/state"));

        // When
        AppConfig config = loader.load();

        // Then
        assertThat(config.applicationId()).isEqualTo("intentstream");
        assertThat(config.inputTopics()).containsExactly("clickstream");
        assertThat(config.formats())
                .isEqualTo(new InputFormats(InputFormat.CLICKEVENT_AVRO, Map.of(), Optional.empty()));
        assertThat(config.inputKeyedByUser()).isTrue();
        assertThat(config.profilesTopic()).isEqualTo("user-profiles");
        assertThat(config.intentsTopic()).isEqualTo("purchase-intents");
        assertThat(config.deadLetterTopic()).isEqualTo("clickstream-dlq");
        assertThat(config.modelPath()).isEqualTo(Path.of("/opt/intentstream/model-artifacts/shop-intent/2"));
        assertThat(config.dataDir()).isEqualTo(Path.of("/home/ann/state/intentstream"));
        assertThat(config.guarantee()).isEqualTo(ProcessingGuarantee.EXACTLY_ONCE_V2);
        assertThat(config.streamThreads()).isEqualTo(2);
        assertThat(config.batchMaxRecords()).isEqualTo(256);
        assertThat(config.maxFuture()).isEqualTo(Duration.ofHours(1));
        assertThat(config.engine()).isEqualTo(EngineSettings.defaults());
        assertThat(config.memory()).isEqualTo(new AppConfig.MemoryLimits(128L << 20, 64L << 20, 64L << 20));
        assertThat(config.serde())
                .isEqualTo(new SerdeConfig(
                        Optional.empty(), Duration.ofMinutes(2), Map.of("auto.register.schemas", "true")));
        assertThat(config.kafka()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "state", "~/state"})
    void shouldKeepStateInTheHomeWhenNoFolderIsNamed(String stateHome) {
        // When
        AppConfig config = new ConfigLoader(Map.of("XDG_STATE_HOME", stateHome)).load();

        // Then
        assertThat(config.dataDir())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".local", "state", "intentstream"));
    }

    @Test
    void shouldResolveValuesWithKafkaConfigProviders() {
        // Given
        AppConfig config = AppConfig.of(Map.of(
                "bootstrap.servers", "127.0.0.1:9092",
                "config.providers", "env",
                "config.providers.env.class", EnvVarConfigProvider.class.getName(),
                "client.id", "${env:PATH}"));

        // When
        AdminClientConfig admin = new AdminClientConfig(config.adminSettings());

        // Then
        assertThat(admin.getString("client.id")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void shouldAcceptExactlyTheseKeys() {
        // Given
        List<Setting<?>> settings = Settings.all();

        // When
        List<String> keys = settings.stream().<String>map(Setting::name).toList();

        // Then
        assertThat(keys)
                .containsExactly(
                        "input.topics",
                        "input.format",
                        "input.mapping.path",
                        "input.keyed.by.user",
                        "profiles.topic",
                        "intents.topic",
                        "dead.letter.topic",
                        "control.topic",
                        "control.receipts.topic",
                        "audience.events.topic",
                        "session.outcomes.topic",
                        "recommendations.topic",
                        "associations.topic",
                        "items.path",
                        "items.max.bytes",
                        "recommendations.emit",
                        "recommendations.limit",
                        "recommendations.bought.filter",
                        "audiences.path",
                        "audience.grace",
                        "audience.tick",
                        "event.max.future",
                        "session.gap",
                        "window.events",
                        "window.grace",
                        "affinity.half.life",
                        "user.ttl",
                        "erasure.after",
                        "application.id",
                        "processing.guarantee",
                        "num.stream.threads",
                        "batch.max.records",
                        "model.path",
                        "data.dir",
                        "rocksdb.cache.bytes",
                        "rocksdb.write.buffer.bytes",
                        "statestore.cache.max.bytes",
                        "http.enabled",
                        "http.host",
                        "http.port",
                        "http.advertised.url",
                        "http.token",
                        "http.tls.keystore.location",
                        "http.tls.keystore.password",
                        "http.tls.truststore.location",
                        "http.tls.truststore.password",
                        "http.plain.allowed",
                        "http.cors.origins",
                        "collector.host",
                        "collector.port",
                        "collector.topic",
                        "collector.write.keys",
                        "collector.write.keys.path",
                        "collector.rate.limit.events.per.second",
                        "collector.buffer.bytes",
                        "collector.cors.origins",
                        "collector.metrics.token",
                        "collector.tls.keystore.location",
                        "collector.tls.keystore.password",
                        "collector.plain.allowed",
                        "schema.registry.url",
                        "basic.auth.credentials.source",
                        "basic.auth.user.info",
                        "auto.register.schemas",
                        "schema.registry.wait",
                        "serde.class");
    }

    @Test
    void shouldNeedAnItemsBundleForTheTopicOfRecommendations() {
        // Given
        Map<String, String> settings = Map.of("recommendations.topic", "user-recommendations");

        // When // Then
        assertThatThrownBy(() -> AppConfig.of(settings))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("recommendations.topic: it needs items.path");
    }

    @Test
    void shouldRememberProductsWhereThereIsAnItemsBundle() {
        // When
        AppConfig without = AppConfig.of(Map.of());
        AppConfig with = AppConfig.of(Map.of("items.path", "items"));

        // Then
        assertThat(without.engine().rememberItems()).isFalse();
        assertThat(with.engine().rememberItems()).isTrue();
        assertThat(with.topics().recommendations()).isEmpty();
    }

    @Test
    void shouldTurnRequestsOffWhenTheControlTopicIsNone() {
        // When
        AppConfig config = AppConfig.of(Map.of("control.topic", "none"));

        // Then
        assertThat(config.topics().control()).isEmpty();
    }

    @Test
    void shouldReadEveryKeyFromFile() throws IOException {
        // Given
        Path file = file(
                "application.id = shop",
                "input.topics = web, app",
                "input.format = segment",
                "input.format.app = clickevent-json",
                "input.mapping.path = shop/mapping.yml",
                "input.keyed.by.user = false",
                "profiles.topic = shop-profiles",
                "intents.topic = intents",
                "dead.letter.topic = rejects",
                "control.topic = requests",
                "control.receipts.topic = receipts",
                "erasure.after = ignore",
                "event.max.future = 10m",
                "session.gap = PT20M",
                "window.events = 64",
                "window.grace = 1h",
                "affinity.half.life = 14d",
                "user.ttl = P90D",
                "processing.guarantee = at_least_once",
                "num.stream.threads = 4",
                "batch.max.records = 32",
                "model.path = bundle",
                "data.dir = /var/lib/intentstream",
                "rocksdb.cache.bytes = 1GiB",
                "rocksdb.write.buffer.bytes = 33554432",
                "statestore.cache.max.bytes = 0",
                "schema.registry.url = https://registry:8081",
                "basic.auth.user.info = user:secret",
                "schema.registry.wait = 30s",
                "schema.registry.ssl.truststore.location = /trust.jks",
                "serde.class = a.Serializer,a.Deserializer",
                "serde.use.latest.version = true");

        // When
        AppConfig config = new ConfigLoader(Map.of()).file(file).load();

        // Then
        assertThat(config.applicationId()).isEqualTo("shop");
        assertThat(config.topics())
                .isEqualTo(new AppConfig.Topics(
                        List.of("web", "app"),
                        "shop-profiles",
                        "intents",
                        "rejects",
                        Optional.of(new AppConfig.ControlTopics("requests", "receipts")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(config.formats())
                .isEqualTo(new InputFormats(
                        InputFormat.SEGMENT,
                        Map.of("app", InputFormat.CLICKEVENT_JSON),
                        Optional.of(Path.of("shop/mapping.yml"))));
        assertThat(config.afterErasure()).isEqualTo(PostErasurePolicy.IGNORE);
        assertThat(config.inputKeyedByUser()).isFalse();
        assertThat(config.maxFuture()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.engine())
                .isEqualTo(new EngineSettings(
                        Duration.ofMinutes(20),
                        64,
                        Duration.ofHours(1),
                        Duration.ofDays(14),
                        Duration.ofDays(90),
                        true));
        assertThat(config.guarantee()).isEqualTo(ProcessingGuarantee.AT_LEAST_ONCE);
        assertThat(config.streamThreads()).isEqualTo(4);
        assertThat(config.batchMaxRecords()).isEqualTo(32);
        assertThat(config.modelPath()).isEqualTo(Path.of("bundle"));
        assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/intentstream"));
        assertThat(config.memory()).isEqualTo(new AppConfig.MemoryLimits(1L << 30, 32L << 20, 0));
        assertThat(config.serde().classes()).contains("a.Serializer,a.Deserializer");
        assertThat(config.serde().registryWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.serde().settings())
                .containsEntry("schema.registry.url", "https://registry:8081")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("basic.auth.user.info", "user:secret")
                .containsEntry("schema.registry.ssl.truststore.location", "/trust.jks")
                .containsEntry("use.latest.version", "true");
    }

    @Test
    void shouldPreferCommandLineToEnvironmentAndEnvironmentToFile() throws IOException {
        // Given
        Path file = file("input.topics=file", "profiles.topic=file", "intents.topic=file");
        Map<String, String> environment = Map.of(
                "INTENTSTREAM_PROFILES_TOPIC", "environment", "INTENTSTREAM_INTENTS_TOPIC", "environment", "HOME", "/");

        // When
        AppConfig config = new ConfigLoader(environment)
                .file(file)
                .overrides(Map.of("intents.topic", "command-line"))
                .load();

        // Then
        assertThat(config.inputTopics()).containsExactly("file");
        assertThat(config.profilesTopic()).isEqualTo("environment");
        assertThat(config.intentsTopic()).isEqualTo("command-line");
    }

    @Test
    void shouldReportAllProblemsWithKeySourceAndAllowedValues() throws IOException {
        // Given
        Path file = file(
                "# the shop's own",
                "input.topic=clicks",
                "num.stream.threads=many",
                "max.poll.recordz=5",
                "linger.ms=soon",
                "group.id=mine",
                "session.gap=\\",
                "   yesterday");
        ConfigLoader loader = new ConfigLoader(Map.of("INTENTSTREAM_USER_TLL", "30d")).file(file);

        // When
        InvalidConfigException thrown =
                catchThrowableOfType(InvalidConfigException.class, () -> loader.load("bootstrap.servers"));

        // Then
        assertThat(thrown.problems())
                .anySatisfy(problem -> assertThat(problem)
                        .isEqualTo(
                                "input.topic: there is no such setting; did you mean input.topics? (" + file + ":2)"))
                .anySatisfy(problem -> assertThat(problem)
                        .isEqualTo(
                                "num.stream.threads: the value 'many' is not allowed; allowed: a whole number from 1 to"
                                        + " 256 (" + file + ":3)"))
                .anySatisfy(problem -> assertThat(problem).contains("max.poll.recordz", "max.poll.records", ":4"))
                .anySatisfy(problem -> assertThat(problem).contains("linger.ms", "'soon'", "LONG", ":5"))
                .anySatisfy(problem -> assertThat(problem).contains("group.id", "application.id", ":6"))
                .anySatisfy(problem -> assertThat(problem).contains("session.gap", "yesterday", "PT1M", ":7"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("user.tll", "user.ttl", "environment variable INTENTSTREAM_USER_TLL"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("bootstrap.servers: missing", "INTENTSTREAM_BOOTSTRAP_SERVERS"))
                .hasSize(8);
    }

    @Test
    void shouldTellWhichFormatsATopicMayHave() {
        // Given
        ConfigLoader loader = new ConfigLoader(Map.of()).overrides(Map.of("input.format.web-clicks", "segmnt"));

        // When
        InvalidConfigException thrown = catchThrowableOfType(InvalidConfigException.class, loader::load);

        // Then
        assertThat(thrown.problems())
                .singleElement()
                .asString()
                .startsWith("input.format.web-clicks: the value 'segmnt' is not allowed; allowed: clickevent-avro or")
                .endsWith("(command line)");
    }

    @ParameterizedTest
    @CsvSource({
        "INTENTSTREAM_SERVICE_HOST, 10.96.0.12",
        "INTENTSTREAM_SERVICE_PORT, 8090",
        "INTENTSTREAM_SERVICE_PORT_HTTP, 8090",
        "INTENTSTREAM_PORT, tcp://10.96.0.12:8090",
        "INTENTSTREAM_PORT_8090_TCP, tcp://10.96.0.12:8090",
        "INTENTSTREAM_PORT_8090_TCP_PROTO, tcp",
        "INTENTSTREAM_PORT_8090_UDP_PORT, 8090",
        "INTENTSTREAM_PORT_8090_TCP_ADDR, 10.96.0.12",
        "INTENTSTREAM_HTTP_SERVICE_HOST, 10.96.0.12",
        "INTENTSTREAM_HTTP_PORT, tcp://10.96.0.12:8090",
        "INTENTSTREAM_MY_SHOP_PORT_8090_TCP_PORT, 8090"
    })
    void shouldNotTakeVariablesOfKubernetesServicesForSettings(String variable, String value) {
        // Given
        Map<String, String> environment = Map.of(variable, value, "INTENTSTREAM_USER_TTL", "30d");

        // When
        AppConfig config = new ConfigLoader(environment).load();

        // Then
        assertThat(config.engine().userTtl()).isEqualTo(Duration.ofDays(30));
        assertThat(config.http().port()).isEqualTo(8090);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFuser.ttl=30d\n", "\uFEFF# the shop's own\r\nuser.ttl=30d"})
    void shouldPassOverByteOrderMark(String text) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("bom.properties"), text);

        // When
        AppConfig config = new ConfigLoader(Map.of()).file(file).load();

        // Then
        assertThat(config.engine().userTtl()).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, line 2 is not UTF-8: save the file as UTF-8",
        "UTF-16, it is UTF-16: save it as UTF-8",
        "UTF-16LE, it is UTF-16: save it as UTF-8"
    })
    void shouldTellTheEncodingOfFileThatIsNotUtf8(String encoding, String message) throws IOException {
        // Given
        Path file = Files.write(
                folder.resolve("shop.properties"),
                "user.ttl=30d\n# für den Laden\n".getBytes(Charset.forName(encoding)));

        // When
        InvalidConfigException thrown = catchThrowableOfType(
                InvalidConfigException.class,
                () -> new ConfigLoader(Map.of()).file(file).load());

        // Then
        assertThat(thrown).hasMessage("cannot read the configuration file " + file + ": " + message);
    }

    @Test
    void shouldNameInvisibleCharacterInKey() throws IOException {
        // Given
        Path file = file("user\u200B.ttl=1d");

        // When
        InvalidConfigException thrown = catchThrowableOfType(
                InvalidConfigException.class,
                () -> new ConfigLoader(Map.of()).file(file).load());

        // Then
        assertThat(thrown).hasMessageContaining("it contains the character U+200B (" + file + ":1)");
    }

    @Test
    void shouldReportMissingFile() {
        // Given
        Path absent = folder.resolve("absent.properties");

        // When
        InvalidConfigException thrown = catchThrowableOfType(
                InvalidConfigException.class,
                () -> new ConfigLoader(Map.of()).file(absent).load());

        // Then
        assertThat(thrown).hasMessage("there is no configuration file " + absent);
    }

    @Test
    void shouldRefuseDuplicateKey() throws IOException {
        // Given
        Path file = file("user.ttl=1d", "user.ttl=2d");

        // When
        InvalidConfigException thrown = catchThrowableOfType(
                InvalidConfigException.class,
                () -> new ConfigLoader(Map.of()).file(file).load());

        // Then
        assertThat(thrown).hasMessage("user.ttl: given twice (" + file + ":1 and " + file + ":2)");
    }

    @Test
    void shouldPassKafkaSettingsToClientsThatSupportThem() {
        // Given
        Map<String, String> settings = Map.of(
                "bootstrap.servers", "broker:9093",
                "security.protocol", "SASL_SSL",
                "linger.ms", "7",
                "consumer.fetch.min.bytes", "100",
                "commit.interval.ms", "200",
                "topic.min.insync.replicas", "2");

        // When
        AppConfig config = AppConfig.of(settings);

        // Then
        assertThat(config.kafka()).isEqualTo(settings);
        assertThat(config.consumerSettings())
                .containsOnlyKeys("bootstrap.servers", "security.protocol", "fetch.min.bytes");
        assertThat(config.producerSettings()).containsOnlyKeys("bootstrap.servers", "security.protocol", "linger.ms");
        assertThat(config.adminSettings()).containsOnlyKeys("bootstrap.servers", "security.protocol");
    }

    @ParameterizedTest
    @CsvSource({
        "max.poll.interval.ms, 2m",
        "consumer.max.poll.interval.ms, 2m",
        "main.consumer.max.poll.interval.ms, 1m"
    })
    void shouldRefusePollIntervalThatEndsBeforeTheWaitForTheRegistry(String key, String wait) {
        // Given
        Map<String, String> settings = Map.of(key, "60000", "schema.registry.wait", wait);

        // When
        InvalidConfigException refused =
                catchThrowableOfType(InvalidConfigException.class, () -> AppConfig.of(settings));

        // Then
        assertThat(refused).hasMessageContainingAll("max.poll.interval.ms: 60000", "schema.registry.wait");
    }

    @Test
    void shouldRefuseApplicationIdThatIsTooLongForItsOwnTopics() {
        // Given
        String longest = "a".repeat(225);

        // When
        InvalidConfigException refused = catchThrowableOfType(
                InvalidConfigException.class, () -> AppConfig.of(Map.of("application.id", longest + "a")));

        // Then
        assertThat(refused).hasMessageContaining("up to 225 letters");
        assertThat(AppConfig.of(Map.of("application.id", longest)).applicationId())
                .isEqualTo(longest);
    }

    @Test
    void shouldAllowPollIntervalThatOutlastsTheWaitForTheRegistry() {
        // Given
        Map<String, String> settings = Map.of("max.poll.interval.ms", "60000", "schema.registry.wait", "59s");

        // When
        AppConfig config = AppConfig.of(settings);

        // Then
        assertThat(config.mainConsumerSetting("max.poll.interval.ms")).hasValue("60000");
    }

    @Test
    void shouldNotShowSecrets() {
        // Given
        AppConfig config = AppConfig.of(Map.of(
                "sasl.jaas.config", "password-of-kafka",
                "basic.auth.user.info", "user:password-of-registry"));

        // When
        String shown = config.toString();

        // Then
        assertThat(shown).contains("sasl.jaas.config").doesNotContain("password-of");
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("shop.properties"), List.of(lines));
    }
}
