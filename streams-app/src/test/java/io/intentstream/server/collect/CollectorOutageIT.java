package io.intentstream.server.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.intentstream.kafka.TopicAccessException;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.server.http.ServedEngine;
import io.intentstream.server.http.WebServer;
import io.intentstream.stream.EngineProcess;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that stop, and collectors that are killed: what was acknowledged is there, and once. */
class CollectorOutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final WebServer.Bounds BOUNDS = new WebServer.Bounds(Duration.ofSeconds(60), 2_048, 8, 16 << 10);
    private static final int BATCHES = 120;
    private static final int BATCH = 50;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @TempDir
    private Path folder;

    private static Map<String, String> settings(String application, Map<String, String> others) {
        Map<String, String> all =
                new HashMap<>(Map.of("collector.port", "0", "collector.write.keys", RunningCollector.KEY));
        all.putAll(others);
        return cluster.newApplication(application, all);
    }

    @Test
    void shouldTellTrackersToSendAgainWhileNoBrokerAnswersAndGoOnAfterwards() {
        // Given
        try (RunningCollector collector = RunningCollector.start(cluster, settings("outage", Map.of()))) {
            collector.post("/v1/track", message("before"));

            // When
            cluster.withoutBroker(() -> {
                HttpResponse<String> answer = collector.post("/v1/track", message("during"));

                // Then
                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
                await().atMost(PATIENCE).until(() -> collector.get("/health").statusCode() == 503);
            });
            await().atMost(PATIENCE)
                    .until(() -> collector.post("/v1/track", message("after")).statusCode() == 200);
            await().atMost(PATIENCE).until(() -> collector.get("/health").statusCode() == 200);
            assertThat(collector.events()).extracting(ClickEvent::getEventId).contains("before", "after");
        }
    }

    @Test
    void shouldWaitForBrokerThatIsNotThereAtTheStart() {
        // Given
        Map<String, String> settings = settings("late", Map.of());
        CompletableFuture<Void> opening = new CompletableFuture<>();
        RunningCollector[] started = new RunningCollector[1];
        cluster.withoutBroker(() -> {
            RunningCollector collector = RunningCollector.listen(cluster, settings, BOUNDS);
            started[0] = collector;
            Thread thread = new Thread(() -> {
                collector.open();
                opening.complete(null);
            });
            thread.start();

            // When
            HttpResponse<String> answer = collector.post("/v1/track", message("early"));

            // Then
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("waiting for Kafka");
            assertThat(collector.get("/health").statusCode()).isEqualTo(503);
        });
        try (RunningCollector collector = started[0]) {
            await().atMost(PATIENCE).until(opening::isDone);
            assertThat(collector.post("/v1/track", message("early")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldNotStartWithoutItsTopic() {
        // Given
        Map<String, String> settings = settings("missing", Map.of("collector.topic", "no-such-topic"));
        try (RunningCollector collector = RunningCollector.listen(cluster, settings, BOUNDS)) {

            // When
            assertThatThrownBy(collector::open)

                    // Then
                    .isInstanceOf(TopicAccessException.class)
                    .hasMessageContaining("There is no topic no-such-topic");
        }
    }

    @Test
    void shouldLoseAndDoubleNothingThatWasAcknowledgedWhenKilled() throws IOException {
        // Given
        int port = freePort();
        Map<String, String> settings =
                settings("killed", Map.of("collector.port", Integer.toString(port), "http.port", "0"));
        HttpClient client = HttpClient.newHttpClient();
        URI target = URI.create("http://127.0.0.1:" + port + "/v1/batch");
        EngineProcess collector = EngineProcess.start("collect", folder, settings);
        try (ServedEngine engine = ServedEngine.start(settings)) {

            // When
            for (int batch = 0; batch < BATCHES; batch++) {
                if (batch == BATCHES / 2) {
                    CompletableFuture<HttpResponse<String>> underWay =
                            client.sendAsync(request(target, batch), BodyHandlers.ofString());
                    collector.kill();
                    underWay.exceptionally(failure -> null).join();
                    collector = EngineProcess.start("collect", folder, settings);
                }
                HttpRequest request = request(target, batch);
                await().atMost(PATIENCE)
                        .ignoreException(ConnectException.class)
                        .until(() ->
                                client.send(request, BodyHandlers.ofString()).statusCode() == 200);
            }
            int exitCode = collector.stop();

            // Then
            assertThat(exitCode).isEqualTo(128 + 15);
            await().atMost(PATIENCE).until(() -> intents(settings).size() >= BATCHES * BATCH);
            assertThat(intents(settings))
                    .hasSize(BATCHES * BATCH)
                    .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        } finally {
            collector.close();
        }
    }

    /** How many intents each event has. */
    private static Map<String, Long> intents(Map<String, String> settings) {
        Deserializer<PurchaseIntent> deserializer = cluster.serdes().deserializer();
        return cluster.readAll(settings.get("intents.topic")).stream()
                .map(record -> deserializer.deserialize(record.topic(), record.value()))
                .collect(Collectors.groupingBy(PurchaseIntent::getEventId, Collectors.counting()));
    }

    private static HttpRequest request(URI target, int batch) {
        List<String> messages = IntStream.range(0, BATCH)
                .mapToObj(i -> "{\"type\":\"track\",\"userId\":\"user-" + i % 7
                        + "\",\"event\":\"Product Viewed\",\"messageId\":\"" + batch + "-" + i + "\"}")
                .toList();
        return HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", RunningCollector.basic(RunningCollector.KEY))
                .POST(BodyPublishers.ofByteArray(("{\"batch\":[" + String.join(",", messages) + "]}").getBytes(UTF_8)))
                .build();
    }

    private static String message(String id) {
        return "{\"userId\":\"ann\",\"event\":\"Product Viewed\",\"messageId\":\"" + id + "\"}";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
