package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.intentstream.config.AppConfig;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.RandomBundle;
import io.intentstream.embedded.RegistryProxy;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.stream.processing.ResultHeader;
import io.intentstream.stream.topics.ClusterException;
import io.intentstream.wire.RegistryRefusedException;
import io.intentstream.wire.RegistryUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine in this process, on a real broker, with a real registry and model. */
class IntentStreamIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.now();

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldDeadLetterBadRecordsAndScoreTheOthers() {
        // Given
        Map<String, String> settings = cluster.newApplication("garbage", Map.of());
        Collection<BadRecords.BadRecord> bad = BadRecords.all(cluster.eventSerializer(), cluster.registryClient(), NOW)
                .values();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (BadRecords.BadRecord record : bad) {
            records.add(keyedByUser(settings, ClickEvents.view("neighbour", "good-" + records.size(), NOW)));
            records.add(new ProducerRecord<>(settings.get("input.topics"), 0, record.key(), record.value()));
        }

        // When
        run(settings, records);

        // Then
        assertThat(intents(settings))
                .hasSize(bad.size())
                .extracting(PurchaseIntent::getUserId)
                .containsOnly("neighbour");
        List<ConsumerRecord<byte[], byte[]>> deadLetters = cluster.readAll(settings.get("dead.letter.topic"));
        assertThat(deadLetters)
                .extracting(record -> new String(
                        record.headers().lastHeader(ResultHeader.REASON.key()).value(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(
                        bad.stream().map(record -> record.reason().name()).toList());
        assertThat(deadLetters)
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrderElementsOf(
                        bad.stream().map(BadRecords.BadRecord::value).toList());
    }

    @Test
    void shouldScoreEventsThatAreNotKeyedByUser() {
        // Given
        Map<String, String> settings = cluster.newApplication("rekeyed", Map.of("input.keyed.by.user", "false"));
        SkewedEvents windowEvents = new SkewedEvents(7, 50);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Integer> eventsByUser = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            ClickEvent event = windowEvents.of(i * i % 50, windowEvents.now().plusSeconds(i));
            eventsByUser.merge(event.getUserId(), 1, Integer::sum);
            String topic = settings.get("input.topics");
            records.add(new ProducerRecord<>(
                    topic, i % 4, null, cluster.eventSerializer().serialize(topic, event)));
        }

        // When
        run(settings, records);

        // Then
        Map<String, List<Long>> updates = updatesByUser(settings);
        assertThat(updates).containsOnlyKeys(eventsByUser.keySet());
        updates.forEach((user, numbers) -> assertThat(numbers).isEqualTo(oneTo(eventsByUser.get(user))));
        assertThat(cluster.readAll(settings.get("dead.letter.topic"))).isEmpty();
    }

    @Test
    void shouldWaitForTheRegistryInsteadOfRejectingValidEvents() throws IOException {
        // Given
        ClickEvent event = ClickEvents.view("patient", "2", NOW);
        byte[] ofNewSchema =
                BadRecords.ofTypeUnknownToTheReader(event, cluster.eventSerializer(), cluster.registryClient());
        try (RegistryGate gate = new RegistryGate(cluster.registryUrl())) {
            Map<String, String> settings = cluster.newApplication("waiting", Map.of("schema.registry.url", gate.url()));
            String input = settings.get("input.topics");
            try (IntentStream stream = started(settings)) {
                cluster.send(List.of(keyedByUser(settings, ClickEvents.view("patient", "1", NOW))));
                awaitNoBacklog(settings, stream);
                gate.shut();

                // When
                cluster.send(List.of(new ProducerRecord<>(input, "patient".getBytes(UTF_8), ofNewSchema)));
                await().atMost(PATIENCE).until(() -> gate.turnedAway() > 3);
                gate.open();
                awaitNoBacklog(settings, stream);

                // Then
                assertThat(intents(settings))
                        .extracting(PurchaseIntent::getEventId)
                        .containsExactly("1", "2");
                assertThat(stream.counters().deadLetters()).isZero();
                assertThat(stream.failure()).isEmpty();
            }
        }
    }

    @Test
    void shouldDeadLetterARecordWhoseSchemaIdTheRegistryRefusesWithoutSayingWhy() throws IOException {
        // Given
        try (RegistryProxy bare404 =
                refusing(cluster.registryUrl(), path -> path.equals("/schemas/ids/998") ? 404 : 0)) {
            Map<String, String> settings =
                    cluster.newApplication("poisoned", Map.of("schema.registry.url", bare404.url()));
            byte[] poison = {0, 0, 0, 3, (byte) 0xe6, 1, 2, 3};

            // When
            run(
                    settings,
                    List.of(
                            new ProducerRecord<>(settings.get("input.topics"), 0, "rawu".getBytes(UTF_8), poison),
                            keyedByUser(settings, ClickEvents.view("neighbour", "good", NOW))));

            // Then
            assertThat(cluster.readAll(settings.get("dead.letter.topic")))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.value()).isEqualTo(poison);
                        assertThat(new String(
                                        letter.headers()
                                                .lastHeader("intentstream.reason")
                                                .value(),
                                        UTF_8))
                                .isEqualTo("UNKNOWN_SCHEMA_ID");
                    });
            assertThat(intents(settings)).extracting(PurchaseIntent::getEventId).containsExactly("good");
        }
    }

    @Test
    void shouldRefuseToStartWithAnAddressThatIsNoRegistry() throws IOException {
        // Given
        try (RegistryProxy elsewhere = refusing(cluster.registryUrl(), path -> 404)) {
            Map<String, String> settings =
                    cluster.newApplication("elsewhere", Map.of("schema.registry.url", elsewhere.url()));
            try (IntentStream stream = IntentStream.open(AppConfig.of(settings))) {

                // When
                assertThatThrownBy(stream::start)

                        // Then
                        .isInstanceOf(RegistryRefusedException.class)
                        .hasMessageContaining(elsewhere.url())
                        .hasMessageContaining("schema.registry.url");
                assertThat(stream.state()).isEqualTo(State.CREATED);
            }
        }
    }

    @Test
    void shouldNotStartBeforeTheRegistryHasAnswered() throws IOException {
        // Given
        try (RegistryProxy down = refusing(cluster.registryUrl(), path -> 503)) {
            Map<String, String> settings = cluster.newApplication(
                    "registry-down", Map.of("schema.registry.url", down.url(), "schema.registry.wait", "PT0S"));
            try (IntentStream stream = IntentStream.open(AppConfig.of(settings))) {

                // When
                assertThatThrownBy(stream::start)

                        // Then
                        .isInstanceOf(RegistryUnavailableException.class)
                        .hasMessageContaining(down.url());
                assertThat(stream.state()).isEqualTo(State.CREATED);
            }
        }
    }

    private static RegistryProxy refusing(String registry, ToIntFunction<String> status) throws IOException {
        return new RegistryProxy(registry) {
            @Override
            protected int refusal(HttpExchange exchange) {
                return status.applyAsInt(exchange.getRequestURI().getPath());
            }
        };
    }

    @Test
    void shouldKeepEveryUsersOrderWhenInstancesComeAndGo() {
        // Given
        Map<String, String> settings = cluster.newApplication("shared", Map.of("num.stream.threads", "1"));
        Map<String, String> other = new HashMap<>(settings);
        other.put("data.dir", cluster.folder().resolve("shared-other").toString());
        SkewedEvents windowEvents = new SkewedEvents(11, 200);
        IntentStream first = started(settings);

        // When
        cluster.send(windowEvents(settings, windowEvents, 4_000));
        try (IntentStream second = started(other)) {
            cluster.send(windowEvents(settings, windowEvents, 4_000));
            await().atMost(PATIENCE).until(() -> second.counters().scored() > 0);
            first.close();
            cluster.send(windowEvents(settings, windowEvents, 4_000));
            awaitNoBacklog(settings, second);
        }

        // Then
        assertEveryEventCountedOnce(settings);
    }

    @Test
    void shouldRestoreStateThatWasPartlyDeleted() throws IOException {
        // Given
        Map<String, String> settings = cluster.newApplication("half-deleted", Map.of());
        SkewedEvents windowEvents = new SkewedEvents(13, 50);
        run(settings, windowEvents(settings, windowEvents, 1_000));
        try (Stream<Path> files = Files.walk(Path.of(settings.get("data.dir")))) {
            List<Path> first =
                    files.filter(file -> file.endsWith("users/CURRENT")).toList();
            assertThat(first).hasSizeGreaterThan(1);
            Files.delete(first.get(0));
        }

        // When
        run(settings, windowEvents(settings, windowEvents, 1_000));

        // Then
        assertEveryEventCountedOnce(settings);
    }

    @Test
    void shouldNameMissingTopics() {
        // Given
        AppConfig config = AppConfig.of(cluster.settings("nothing", Map.of()));

        // When / Then
        assertThatThrownBy(() -> IntentStream.open(config))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll("nothing-clickstream", "nothing-profiles", "nothing-intents", "nothing-dlq");
    }

    @Test
    void shouldReportThatKafkaIsUnreachable() {
        // Given
        Map<String, String> unreachable = Map.of("bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", "2000");
        Map<String, String> settings = new HashMap<>(cluster.settings("lonely", unreachable));
        settings.put("request.timeout.ms", "1000");

        // When / Then
        assertThatThrownBy(() -> IntentStream.open(AppConfig.of(settings)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("bootstrap.servers");
    }

    @Test
    void shouldReportThatAnotherEngineLocksTheLocalState() {
        // Given
        AppConfig config = AppConfig.of(cluster.newApplication("locked", Map.of()));

        // When / Then
        try (IntentStream first = IntentStream.open(config)) {
            assertThatThrownBy(() -> IntentStream.open(config))
                    .isInstanceOf(StreamFailedException.class)
                    .hasMessageContainingAll(config.dataDir().toString(), "application.id locked", "data.dir");
            assertThat(first.failure()).isEmpty();
        }
    }

    @Test
    void shouldNotStartWithAModelThatNeedsAnUnknownFeature() throws IOException {
        // Given
        FeatureSpec features = new FeatureSpec(
                List.of(new FeatureSpec.Numeric("moon_phase", 0, 1)),
                List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0)));
        Path model = RandomBundle.write(cluster.folder().resolve("lunar"), features, 16);
        AppConfig config = AppConfig.of(cluster.settings("lunar", Map.of("model.path", model.toString())));

        // When / Then
        assertThatThrownBy(() -> IntentStream.open(config))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("moon_phase");
    }

    @Test
    void shouldReportUnresolvableBootstrapServers() {
        // Given
        AppConfig config =
                AppConfig.of(cluster.settings("nameless", Map.of("bootstrap.servers", "broker.invalid:9092")));

        // When / Then
        assertThatThrownBy(() -> IntentStream.open(config))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll("broker.invalid:9092", "bootstrap.servers");
    }

    private static void assertEveryEventCountedOnce(Map<String, String> settings) {
        OfflineRun expected = OfflineRun.over(
                cluster.readAll(settings.get("input.topics")), cluster.serdes().deserializer(), AppConfig.of(settings));
        Map<String, List<Long>> updates = updatesByUser(settings);
        assertThat(updates).containsOnlyKeys(expected.intents().keySet());
        updates.forEach((user, numbers) ->
                assertThat(numbers).isEqualTo(oneTo(expected.intents().get(user).size())));
    }

    private static void run(Map<String, String> settings, List<ProducerRecord<byte[], byte[]>> records) {
        cluster.send(records);
        try (IntentStream stream = started(settings)) {
            awaitNoBacklog(settings, stream);
        }
    }

    private static IntentStream started(Map<String, String> settings) {
        IntentStream stream = IntentStream.open(AppConfig.of(settings));
        stream.start();
        await().atMost(PATIENCE).until(() -> stream.state() == State.RUNNING);
        return stream;
    }

    private static List<ProducerRecord<byte[], byte[]>> windowEvents(
            Map<String, String> settings, SkewedEvents windowEvents, int events) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            records.add(keyedByUser(settings, windowEvents.next()));
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> keyedByUser(Map<String, String> settings, ClickEvent event) {
        return cluster.record(settings.get("input.topics"), event);
    }

    /** Waits until everything is read, processed and committed, the repartition topic included. */
    private static void awaitNoBacklog(Map<String, String> settings, IntentStream stream) {
        String application = settings.get("application.id");
        await().atMost(PATIENCE).until(() -> {
            stream.failure().ifPresent(failure -> {
                throw failure;
            });
            boolean rekeyed = "false".equals(settings.get("input.keyed.by.user"));
            return cluster.backlog(application, settings.get("input.topics")) == 0
                    && (!rekeyed || stream.counters().records() >= recordsOf(settings.get("input.topics")))
                    && stream.state() == State.RUNNING;
        });
    }

    private static long recordsOf(String topic) {
        return cluster.readAll(topic).size();
    }

    private static List<PurchaseIntent> intents(Map<String, String> settings) {
        String topic = settings.get("intents.topic");
        Deserializer<PurchaseIntent> deserializer = cluster.serdes().deserializer();
        return cluster.readAll(topic).stream()
                .map(record -> deserializer.deserialize(topic, record.value()))
                .toList();
    }

    private static Map<String, List<Long>> updatesByUser(Map<String, String> settings) {
        Map<String, List<Long>> updates = new HashMap<>();
        intents(settings)
                .forEach(intent -> updates.computeIfAbsent(intent.getUserId(), user -> new ArrayList<>())
                        .add(intent.getUpdateNumber()));
        return updates;
    }

    private static List<Long> oneTo(int count) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= count; number++) {
            numbers.add(number);
        }
        return numbers;
    }
}
