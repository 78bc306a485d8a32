package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.Main;
import io.intentstream.config.AppConfig;
import io.intentstream.config.InvalidConfigException;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop whose trackers write two formats, live and replayed. */
class ForeignReplayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant START =
            Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
    private static final int SHOPPERS = 40;
    private static final int DONE = 0;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static Map<String, String> live;
    private static Path config;

    @BeforeAll
    static void runAnEngine() throws IOException {
        Path mapping = Files.writeString(cluster.folder().resolve("mapping.yml"), "events: {Sold: PURCHASE}");
        live = cluster.newApplication(
                "tracked",
                Map.of(
                        "input.topics", "tracked-web,tracked-app",
                        "input.format", "segment",
                        "input.format.tracked-app", "clickevent-json",
                        "input.mapping.path", mapping.toString()));
        config = file(live);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int shopper = 0; shopper < SHOPPERS; shopper++) {
            records.addAll(trip("web-" + shopper));
            records.addAll(appVisit("app-" + shopper));
        }
        cluster.send(records);
        try (IntentStream stream = IntentStream.open(AppConfig.of(live))) {
            stream.start();
            await().atMost(PATIENCE).until(() -> {
                stream.failure().ifPresent(failure -> {
                    throw failure;
                });
                return stream.counters().records() == records.size();
            });
            assertThat(stream.counters().skipped()).isEqualTo(SHOPPERS);
            assertThat(stream.counters().deadLetters()).isEqualTo(SHOPPERS);
        }
    }

    @Test
    void shouldGiveProfileAndIntentsOfAnOrderOfThreeProducts() {
        // When
        List<PurchaseIntent> intents = values(live.get("intents.topic"));
        List<UserProfile> profiles = values(live.get("profiles.topic"));

        // Then
        assertThat(intents)
                .filteredOn(intent -> intent.getUserId().equals("web-7"))
                .extracting(PurchaseIntent::getEventType)
                .containsExactly(EventType.PAGE_VIEW, EventType.VIEW_ITEM, EventType.ADD_TO_CART, EventType.PURCHASE);
        assertThat(profiles)
                .filteredOn(profile -> profile.getUserId().equals("web-7"))
                .last()
                .satisfies(profile -> {
                    assertThat(profile.getUpdateNumber()).isEqualTo(4);
                    assertThat(profile.getOrders()).isEqualTo(1);
                });
        assertThat(profiles).extracting(UserProfile::getUserId).contains("app-0", "app-39");
    }

    @Test
    void shouldReplayToTheBytesThatWereServed() throws IOException {
        // Given
        Path out = cluster.folder().resolve("replayed");

        // When
        int exitCode = Main.execute("replay", "--config", config.toString(), "--out", out.toString());

        // Then
        assertThat(exitCode).isEqualTo(DONE);
        assertThat(compare(live.get("intents.topic"), out.resolve("intents"))).isEqualTo(DONE);
        assertThat(compare(live.get("profiles.topic"), out.resolve("profiles"))).isEqualTo(DONE);
        JsonNode intake = new ObjectMapper()
                .readTree(out.resolve("summary.json").toFile())
                .get("intake");
        assertThat(intake.get("skipped").get("identify").asInt()).isEqualTo(SHOPPERS);
        assertThat(intake.get("rejected").get("INVALID_FIELD").asInt()).isEqualTo(SHOPPERS);
    }

    @Test
    void shouldNotStartWithAFaultInTheMappingFile() throws IOException {
        // Given
        Path faulty = Files.writeString(cluster.folder().resolve("faulty.yml"), "events:\n  Sold: PURCHSE\n");
        Map<String, String> settings = new HashMap<>(live);
        settings.put("input.mapping.path", faulty.toString());

        // When
        InvalidConfigException thrown =
                catchThrowableOfType(InvalidConfigException.class, () -> IntentStream.open(AppConfig.of(settings)));

        // Then
        assertThat(thrown.problems())
                .containsExactly(faulty + ", line 2, column 9: PURCHSE is no event type; did you mean PURCHASE?");
    }

    private static int compare(String topic, Path replayed) {
        return Main.execute("compare", topic, replayed.toString(), "--config", config.toString());
    }

    private static List<ProducerRecord<byte[], byte[]>> trip(String user) {
        return List.of(
                record("tracked-web", user, segment(user, "identify", 0, "\"traits\":{}")),
                record("tracked-web", user, segment(user, "page", 1, "\"name\":\"Home\"")),
                record("tracked-web", user, track(user, 2, "Product Viewed", "{\"sku\":\"p1\",\"price\":19.99}")),
                record("tracked-web", user, track(user, 3, "Product Added", "{\"sku\":\"p1\",\"price\":\"cheap\"}")),
                record("tracked-web", user, track(user, 4, "Product Added", "{\"sku\":\"p1\",\"price\":19.99}")),
                record("tracked-web", user, track(user, 5, "Sold", """
                        {"order_id":"o-%s","total":49.97,"currency":"EUR","products":[
                        {"sku":"p1","category":"shoes","price":19.99},{"sku":"p2","category":"socks","price":9.99},
                        {"sku":"p3","category":"socks","price":19.99}]}""".formatted(user))));
    }

    private static List<ProducerRecord<byte[], byte[]>> appVisit(String user) {
        return List.of(record(
                "tracked-app",
                user,
                "{\"userId\":\"%s\",\"eventTime\":%d,\"eventType\":\"VIEW_ITEM\",\"itemId\":\"p9\"}"
                        .formatted(user, START.toEpochMilli())));
    }

    private static String track(String user, int second, String event, String properties) {
        return segment(user, "track", second, "\"event\":\"" + event + "\",\"properties\":" + properties);
    }

    private static String segment(String user, String type, int second, String rest) {
        return "{\"type\":\"%s\",\"userId\":\"%s\",\"originalTimestamp\":\"%s\",%s}"
                .formatted(type, user, START.plusSeconds(second), rest);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static <T extends SpecificRecord> List<T> values(String topic) {
        Deserializer<T> deserializer = cluster.serdes().deserializer();
        return cluster.readAll(topic).stream()
                .map(record -> deserializer.deserialize(topic, record.value()))
                .toList();
    }

    private static Path file(Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = Files.createTempFile(cluster.folder(), "engine-", ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }
}
