package io.intentstream.server.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.server.http.ServedEngine;
import io.intentstream.stream.TestCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shopping trips as real clients from npm sent them, recorded in {@code collect/*.json}, from the collector to the profile.
 * docs/collect.md tells how to send them with the clients themselves.
 */
class CollectorIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static RunningCollector collector;
    private static ServedEngine engine;

    @BeforeAll
    static void start() {
        Map<String, String> settings = cluster.newApplication(
                "recorded",
                Map.of(
                        "collector.port", "0",
                        "collector.write.keys", RunningCollector.KEY,
                        "collector.cors.origins", "http://localhost:29500"));
        collector = RunningCollector.start(cluster, settings);
        engine = ServedEngine.start(settings);
    }

    @AfterAll
    static void stop() {
        engine.close();
        collector.close();
    }

    @ParameterizedTest
    @CsvSource({
        "analytics-node, node-seg-1",
        "rudder-sdk-node, node-rud-1",
        "analytics-next, web-1",
        "analytics-next-batching, web-2"
    })
    void shouldTurnTripOfRealClientIntoProfileAndIntents(String client, String user) throws IOException {
        // Given
        JsonNode requests = recorded(client);

        // When
        List<Integer> statuses = new ArrayList<>();
        for (JsonNode request : requests) {
            statuses.add(replay(request).statusCode());
        }

        // Then
        assertThat(statuses).isSubsetOf(200, 204);
        await().atMost(PATIENCE).until(() -> intents(user).size() >= 8);
        JsonNode journey = journey(user);
        assertThat(journey.path("window").findValuesAsText("eventType"))
                .containsExactly(
                        "PAGE_VIEW",
                        "VIEW_ITEM_LIST",
                        "VIEW_ITEM",
                        "VIEW_ITEM",
                        "ADD_TO_CART",
                        "ADD_TO_CART",
                        "BEGIN_CHECKOUT",
                        "PURCHASE");
        JsonNode profile = journey.path("profile");
        assertThat(profile.path("orders").asInt()).isEqualTo(1);
        assertThat(profile.path("cart")).isEmpty();
        assertThat(profile.path("topCategories").findValuesAsText("id")).contains("shoes", "socks");
        assertThat(profile.path("topBrands").findValuesAsText("id")).contains("Acme", "Bolt");
        assertThat(intents(user))
                .hasSize(8)
                .last()
                .extracting(PurchaseIntent::getEventType)
                .isEqualTo(EventType.PURCHASE);
    }

    private static List<PurchaseIntent> intents(String user) {
        Deserializer<PurchaseIntent> deserializer = cluster.serdes().deserializer();
        return cluster.readAll("recorded-intents").stream()
                .map(record -> deserializer.deserialize(record.topic(), record.value()))
                .filter(intent -> intent.getUserId().equals(user))
                .toList();
    }

    private static JsonNode journey(String user) throws IOException {
        return JSON.readTree(engine.get("/users/" + user + "/journey").body());
    }

    private static JsonNode recorded(String client) throws IOException {
        try (InputStream file = CollectorIT.class.getResourceAsStream("/collect/" + client + ".json")) {
            return JSON.readTree(file);
        }
    }

    private static HttpResponse<String> replay(JsonNode request) throws IOException {
        List<String> headers = new ArrayList<>();
        request.path("headers").properties().forEach(header -> {
            headers.add(header.getKey());
            headers.add(header.getValue().asText());
        });
        byte[] body = request.path("body").asText("").getBytes(UTF_8);
        boolean gzip = request.path("headers").has("content-encoding");
        return collector.send(
                request.path("method").asText(),
                request.path("path").asText(),
                BodyPublishers.ofByteArray(gzip ? gzip(body) : body),
                headers.toArray(String[]::new));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
