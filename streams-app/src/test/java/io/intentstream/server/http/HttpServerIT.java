package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines with their HTTP servers, on a real broker, registry and model. */
class HttpServerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.now();
    private static final List<String> USERS =
            IntStream.range(0, 40).mapToObj(i -> "user-" + i).toList();

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldMatchOpenApiDescription() {
        // Given
        Map<String, String> settings = cluster.newApplication("described", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, session("ann"));
            awaitEvents(4, engine);
            Map<String, String> paths = Map.of(
                    "/health/live", "/health/live",
                    "/health/ready", "/health/ready",
                    "/model", "/model",
                    "/stats", "/stats",
                    "/profiles/{userId}", "/profiles/ann",
                    "/intents/{userId}", "/intents/ann",
                    "/users/{userId}/journey", "/users/ann/journey");

            // When / Then
            paths.forEach((described, path) -> {
                HttpResponse<String> answer = engine.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(OpenApi.violations(described, 200, answer.body()))
                        .as(path)
                        .isEmpty();
            });
            for (String path : List.of("/profiles/{userId}", "/intents/{userId}", "/users/{userId}/journey")) {
                HttpResponse<String> unknown = engine.get(path.replace("{userId}", "nobody"));
                HttpResponse<String> refused = engine.get(path.replace("{userId}", "%20"));
                assertThat(unknown.statusCode()).as(path).isEqualTo(404);
                assertThat(refused.statusCode()).as(path).isEqualTo(400);
                assertThat(OpenApi.violations(path, 404, unknown.body())).isEmpty();
                assertThat(OpenApi.violations(path, 400, refused.body())).isEmpty();
            }
            assertThat(engine.get("/metrics").body()).isEqualTo("up 1\n");
        }
    }

    @Test
    void shouldServeUsersOfAnyId() {
        // Given
        Map<String, String> settings = cluster.newApplication("named", Map.of());
        List<String> users = List.of("a/b", "..", "stream", "a b+c", "100%", "ü🛒", "a\\b?c#d&e=f;g", "x".repeat(256));
        try (ServedEngine engine = ServedEngine.start(settings)) {
            users.forEach(user -> send(settings, session(user)));
            awaitEvents(4 * users.size(), engine);

            // When / Then
            for (String user : users) {
                HttpResponse<String> answer = engine.get("/intents/" + encoded(user));
                assertThat(answer.statusCode()).as(user).isEqualTo(200);
                assertThat(answer.body()).contains("\"earlier\"");
            }
        }
    }

    @Test
    void shouldEraseAUser() {
        // Given
        Map<String, String> settings = cluster.newApplication("erased", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, session("ann/b"));
            send(settings, session("bob"));
            awaitEvents(8, engine);
            HttpResponse<String> before = engine.get("/profiles/ann%2Fb");

            // When
            HttpResponse<String> erased = engine.delete("/profiles/ann%2Fb");
            HttpResponse<String> again = engine.delete("/profiles/ann%2Fb");

            // Then
            assertThat(before.statusCode()).isEqualTo(200);
            assertThat(erased.statusCode()).isEqualTo(200);
            assertThat(erased.body()).contains("\"erased\":true", "\"ignoring\":false");
            assertThat(OpenApi.violations("delete", "/profiles/{userId}", 200, erased.body()))
                    .isEmpty();
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("\"erased\":false");
            assertThat(engine.get("/profiles/ann%2Fb").statusCode()).isEqualTo(404);
            assertThat(engine.get("/profiles/bob").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldReportPendingErasureWhenNoEngineProcessesIt() {
        // Given
        Map<String, String> settings = cluster.newApplication("standing", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, session("ann"));
            awaitEvents(4, engine);
            engine.closeStream();

            // When
            HttpResponse<String> late = engine.delete("/profiles/ann");

            // Then
            assertThat(late.statusCode()).isEqualTo(504);
            assertThat(late.body()).contains("The request stays in its topic and is carried out");
            assertThat(OpenApi.violations("delete", "/profiles/{userId}", 504, late.body()))
                    .isEmpty();
        }
        try (ServedEngine engine = ServedEngine.start(settings)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(engine.get("/profiles/ann").statusCode()).isEqualTo(404));
        }
    }

    @Test
    void shouldReportThatErasureNeedsControlTopic() {
        // Given
        Map<String, String> settings = cluster.newApplication("kept", Map.of("control.topic", "none"));
        try (ServedEngine engine = ServedEngine.open(settings)) {

            // When
            HttpResponse<String> refused = engine.delete("/profiles/ann");

            // Then
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("control.topic is none");
        }
    }

    @Test
    void shouldRefuseErasuresBeyondLimitAndEndPendingOnesOnStop() {
        // Given an engine that processes no requests
        Map<String, String> settings = cluster.newApplication("waiting", Map.of());
        try (ServedEngine engine = ServedEngine.open(settings)) {
            List<CompletableFuture<HttpResponse<String>>> erasures = IntStream.rangeClosed(0, Erasures.MAX_CONCURRENT)
                    .mapToObj(i -> engine.deleteLater("/profiles/user-" + i))
                    .toList();

            // When
            HttpResponse<String> first =
                    (HttpResponse<String>) CompletableFuture.anyOf(erasures.toArray(CompletableFuture[]::new))
                            .join();
            engine.closeServer();

            // Then
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(first.headers().firstValue("Retry-After")).contains("1");
            assertThat(first.body()).contains("4 erasures are in progress already");
            assertThat(OpenApi.violations("delete", "/profiles/{userId}", 503, first.body()))
                    .isEmpty();
            assertThat(erasures.stream().map(HttpServerIT::outcome))
                    .doesNotContain("504")
                    .hasSize(Erasures.MAX_CONCURRENT + 1)
                    .contains("503 the server is stopping");
        }
    }

    /** What a client sees: a response or the end of the connection. */
    private static String outcome(CompletableFuture<HttpResponse<String>> erasure) {
        return erasure.handle((answer, closed) -> {
                    if (answer == null) {
                        return "closed";
                    }
                    return answer.body().contains("the server is stopping")
                            ? answer.statusCode() + " the server is stopping"
                            : Integer.toString(answer.statusCode());
                })
                .join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "tls"})
    void shouldForwardRequestToInstanceThatOwnsTheUser(String protocol) throws Exception {
        // Given
        Map<String, String> http = new HashMap<>(protocol.equals("tls") ? ownAuthority() : Map.of());
        http.put("http.token", "shared-secret");
        Map<String, String> settings = cluster.newApplication("spread-" + protocol, http);
        USERS.forEach(user -> send(settings, session(user)));
        try (ServedEngine first = ServedEngine.start(settings);
                ServedEngine second = ServedEngine.start(elsewhere(settings))) {
            await().atMost(PATIENCE)
                    .until(() -> answers(first, "Intentstream-Forwarded").contains(503));
            first.awaitReady();
            second.awaitReady();

            // When
            for (String user : USERS) {
                HttpResponse<String> here = awaitAnswer(first, "/users/" + user + "/journey");
                HttpResponse<String> there = awaitAnswer(second, "/users/" + user + "/journey");

                // Then
                assertThat(here.statusCode()).isEqualTo(200);
                assertThat(here.body()).contains("\"userId\":\"" + user + "\"").isEqualTo(there.body());
            }
            assertThat(awaitAnswer(first, "/profiles/nobody").statusCode()).isEqualTo(404);
            assertThat(awaitAnswer(second, "/profiles/nobody").statusCode()).isEqualTo(404);
            // Each has some of the users and reports the others as elsewhere when it may not forward the request.
            assertThat(answers(first, "Intentstream-Forwarded")).containsExactlyInAnyOrder(200, 503);
            assertThat(answers(second, "Intentstream-Forwarded")).containsExactlyInAnyOrder(200, 503);
        }
    }

    @Test
    void shouldFindUsersThatAnotherPartitionerDistributed() {
        // Given
        Map<String, String> settings = cluster.newApplication("scattered", Map.of());
        int partitions = TestCluster.PARTITIONS;
        List<String> users =
                IntStream.range(0, 3 * partitions).mapToObj(i -> "odd-" + i).toList();
        try (ServedEngine first = ServedEngine.start(settings);
                ServedEngine second = ServedEngine.start(elsewhere(settings))) {
            await().atMost(PATIENCE)
                    .until(() -> answers(first, "Intentstream-Forwarded").contains(503));
            first.awaitReady();
            second.awaitReady();
            for (int i = 0; i < users.size(); i++) {
                send(settings, i % partitions, session(users.get(i)));
            }
            await().atMost(PATIENCE).until(() -> first.events() + second.events() >= 4L * users.size());

            // When / Then
            for (String user : users) {
                assertThat(awaitAnswer(first, "/profiles/" + user).statusCode())
                        .as(user)
                        .isEqualTo(200);
                assertThat(awaitAnswer(second, "/profiles/" + user).statusCode())
                        .as(user)
                        .isEqualTo(200);
            }
            assertThat(awaitAnswer(second, "/profiles/nobody").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldNeverReportUserAsUnknownDuringRebalance() {
        // Given
        Map<String, String> settings = cluster.newApplication("moving", Map.of());
        USERS.forEach(user -> send(settings, session(user)));
        Set<Integer> answers = new HashSet<>();
        try (ServedEngine first = ServedEngine.start(settings)) {
            awaitEvents(4 * USERS.size(), first);
            try (ServedEngine second = ServedEngine.open(elsewhere(settings))) {
                answers.addAll(answers(second, "X-Nothing"));
                second.startStream();
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                    answers.addAll(answers(first, "X-Nothing"));
                    answers.addAll(answers(second, "X-Nothing"));
                    return answers(second, "Intentstream-Forwarded").contains(200);
                });
            }

            // When
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                Set<Integer> now = answers(first, "X-Nothing");
                answers.addAll(now);
                return now.equals(Set.of(200));
            });
        }

        // Then
        assertThat(answers).containsExactlyInAnyOrder(200, 503);
    }

    @Test
    void shouldReportThatOwningInstanceHasNoServer() {
        // Given
        Map<String, String> settings = cluster.newApplication("mute", Map.of());
        Map<String, String> mute = elsewhere(settings);
        mute.put("http.enabled", "false");
        USERS.forEach(user -> send(settings, session(user)));
        try (ServedEngine first = ServedEngine.start(settings);
                ServedEngine second = ServedEngine.open(mute)) {
            awaitEvents(4 * USERS.size(), first);

            // When
            second.startStream();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(USERS)
                            .anySatisfy(user -> assertThat(
                                            first.get("/profiles/" + user).body())
                                    .contains("no instance with an HTTP server")));
            assertThat(answers(first, "X-Nothing")).doesNotContain(404);
        }
    }

    @Test
    void shouldStreamNewIntentsThatMatchTheFilter() {
        // Given
        Map<String, String> settings = cluster.newApplication("streamed", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, session("before"));
            await().atMost(PATIENCE)
                    .until(() -> cluster.readAll(settings.get("intents.topic")).size() == 4);
            try (ServerSentEvents all = ServerSentEvents.open(engine.url(), "").read();
                    ServerSentEvents shoes = ServerSentEvents.open(
                                    engine.url(), "?category=shoes&band=LOW&band=MEDIUM&band=HIGH")
                            .read();
                    ServerSentEvents hats = ServerSentEvents.open(engine.url(), "?category=hats")
                            .read()) {

                // When
                send(settings, session("ann"));
                await().atMost(PATIENCE).until(() -> shoes.records().size() == 4);
                await().atMost(PATIENCE)
                        .until(() -> all.records().stream()
                                        .filter(intent -> intent.contains("\"ann\""))
                                        .count()
                                == 4);

                // Then
                assertThat(shoes.records()).allSatisfy(intent -> {
                    assertThat(OpenApi.violationsOf("IntentEvent", intent)).isEmpty();
                    assertThat(intent).contains("\"userId\":\"ann\"");
                });
                assertThat(hats.records()).isEmpty();
                await().atMost(PATIENCE).until(() -> hats.lines().contains(": heartbeat"));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(engine.get("/stats").body()).contains("\"listeners\":{\"now\":0"));
        }
    }

    @Test
    void shouldGiveAClientThatComesBackWhatItMissed() {
        // Given
        Map<String, String> settings = cluster.newApplication("resumed", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings)) {
            String seen;
            String filtered;
            try (ServerSentEvents all = ServerSentEvents.open(engine.url(), "").read();
                    ServerSentEvents bob =
                            ServerSentEvents.open(engine.url(), "?user=bob").read()) {
                await().atMost(PATIENCE).until(() -> bob.dataOf("live").equals("{\"replayed\":0}"));
                send(settings, session("ann"));
                await().atMost(PATIENCE).until(() -> all.records().size() == 4);
                seen = all.lastId();
                filtered = bob.lastId();
                assertThat(bob.records()).isEmpty();
            }

            // When
            send(settings, session("bob"));
            try (ServerSentEvents others =
                    ServerSentEvents.open(engine.url(), "?latest=8").read()) {
                await().atMost(PATIENCE).until(() -> others.records().size() == 8);
            }

            // Then
            try (ServerSentEvents all = ServerSentEvents.resume(engine.url(), "", seen);
                    ServerSentEvents bob = ServerSentEvents.resume(engine.url(), "?user=bob", filtered);
                    ServerSentEvents gone = ServerSentEvents.resume(engine.url(), "", "0-4711")) {
                await().atMost(PATIENCE).until(() -> all.dataOf("live").equals("{\"replayed\":4}"));
                await().atMost(PATIENCE).until(() -> bob.dataOf("live").equals("{\"replayed\":4}"));
                await().atMost(PATIENCE).until(() -> !gone.dataOf("live").isEmpty());
                assertThat(all.records()).hasSize(4).allMatch(intent -> intent.contains("\"userId\":\"bob\""));
                assertThat(bob.records()).isEqualTo(all.records());
                assertThat(all.lines()).doesNotContain("event: lost").contains("retry: 3000");
                assertThat(gone.dataOf("lost")).isEqualTo("{\"intents\":null,\"reason\":\"other-run\"}");
                assertThat(gone.records()).isEmpty();
            }
        }
    }

    @Test
    void shouldTellAClientThatComesBackToAnotherInstanceHowManyItLost() {
        // Given
        Map<String, String> settings = cluster.newApplication("rerun", Map.of());
        String seen;
        try (ServedEngine engine = ServedEngine.start(settings);
                ServerSentEvents all = ServerSentEvents.open(engine.url(), "").read()) {
            send(settings, session("ann"));
            await().atMost(PATIENCE).until(() -> all.records().size() == 4);
            seen = all.lastId();
        }
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, session("bob"));
            awaitEvents(4, engine);
            await().atMost(PATIENCE)
                    .until(() -> cluster.readAll(settings.get("intents.topic")).size() == 8);

            // When
            try (ServerSentEvents back = ServerSentEvents.resume(engine.url(), "", seen)) {
                await().atMost(PATIENCE).until(() -> !back.dataOf("live").isEmpty());

                // Then
                assertThat(back.dataOf("lost")).matches("\\{\"intents\":\\d+,\"reason\":\"other-run\"}");
                assertThat(Integer.parseInt(back.dataOf("lost").replaceAll("\\D", "")))
                        .isGreaterThanOrEqualTo(4);
                send(settings, session("eve"));
                await().atMost(PATIENCE).until(() -> back.records().size() == 4);
                assertThat(back.records()).allMatch(intent -> intent.contains("\"userId\":\"eve\""));
            }
        }
    }

    @Test
    void shouldDropTheOldestIntentsOfASlowClient() {
        // Given
        Map<String, String> settings = cluster.newApplication("slow", Map.of());
        int events = 12_000;
        try (ServedEngine engine = ServedEngine.start(settings);
                ServerSentEvents slow = ServerSentEvents.open(engine.url(), "");
                ServerSentEvents lively =
                        ServerSentEvents.open(engine.url(), "?category=hats").read()) {

            // When
            List<ClickEvent> shoes = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                shoes.add(ClickEvents.view("user-" + i % 500, "event-" + i, NOW.plusMillis(i)));
            }
            send(settings, shoes);
            ClickEvent hat = ClickEvents.view("hatter", "hat", NOW);
            hat.setCategoryId("hats");
            send(settings, List.of(hat));

            // Then
            await().atMost(PATIENCE).until(() -> lively.records().size() == 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(engine.get("/stats").body()).doesNotContain("\"lostIntents\":0"));
            slow.read();
            await().atMost(PATIENCE)
                    .until(() -> slow.dataOf("lost").matches("\\{\"intents\":\\d+,\"reason\":\"slow\"}"));
        }
    }

    @Test
    void shouldDropOnlyClientThatReadsNothing() {
        // Given
        Map<String, String> settings = cluster.newApplication("stuck", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings, Duration.ofSeconds(5));
                ServerSentEvents stuck = ServerSentEvents.open(engine.url(), "");
                ServerSentEvents quiet =
                        ServerSentEvents.open(engine.url(), "?category=hats").read()) {
            List<ClickEvent> shoes = new ArrayList<>();
            for (int i = 0; i < 12_000; i++) {
                shoes.add(ClickEvents.view("user-" + i % 500, "event-" + i, NOW.plusMillis(i)));
            }

            // When
            send(settings, shoes);

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(engine.get("/stats").body()).contains("\"listeners\":{\"now\":1"));
            ClickEvent hat = ClickEvents.view("hatter", "hat", NOW);
            hat.setCategoryId("hats");
            send(settings, List.of(hat));
            await().atMost(PATIENCE).until(() -> quiet.records().size() == 1);
            assertThat(stuck.lines()).isEmpty();
        }
    }

    @Test
    void shouldRefuseListenersBeyondLimit() {
        // Given
        Map<String, String> settings = cluster.newApplication("crowded", Map.of());
        List<ServerSentEvents> listeners = new ArrayList<>();
        try (ServedEngine engine = ServedEngine.start(settings)) {
            for (int i = 0; i < Broadcaster.MAX_LISTENERS; i++) {
                listeners.add(ServerSentEvents.open(engine.url(), ""));
            }

            // When
            HttpResponse<String> refused = engine.get("/intents/stream");

            // Then
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(engine.get("/health/ready").statusCode()).isEqualTo(200);
        } finally {
            listeners.forEach(ServerSentEvents::close);
        }
    }

    /** Servers with a certificate of a private authority that they and their clients trust. */
    private static Map<String, String> ownAuthority() throws IOException, InterruptedException {
        Path authority = Certificate.authority(cluster.folder(), "authority");
        Path keys = Certificate.signed(authority, "engine", "san=ip:127.0.0.1");
        return Map.of(
                "http.tls.keystore.location",
                keys.toString(),
                "http.tls.keystore.password",
                Certificate.PASSWORD,
                "http.tls.truststore.location",
                Certificate.trust(authority).toString(),
                "http.tls.truststore.password",
                Certificate.PASSWORD);
    }

    /** Statuses of the responses for all users, requested with a header of this name. */
    private static Set<Integer> answers(ServedEngine engine, String header) {
        Set<Integer> statuses = new HashSet<>();
        USERS.forEach(
                user -> statuses.add(engine.get("/profiles/" + user, header).statusCode()));
        return statuses;
    }

    /** The first response that does not ask the client to retry. */
    private static HttpResponse<String> awaitAnswer(ServedEngine engine, String path) {
        return await().atMost(PATIENCE).until(() -> engine.get(path), answer -> answer.statusCode() != 503);
    }

    private static void awaitEvents(long events, ServedEngine engine) {
        await().atMost(PATIENCE).until(() -> engine.events() >= events);
    }

    private static Map<String, String> elsewhere(Map<String, String> settings) {
        Map<String, String> other = new HashMap<>(settings);
        other.put("data.dir", settings.get("data.dir") + "-second");
        return other;
    }

    private static List<ClickEvent> session(String user) {
        return List.of(
                ClickEvents.event(user, "1", EventType.VIEW_ITEM, NOW.minusSeconds(90)),
                ClickEvents.event(user, "2", EventType.VIEW_ITEM, NOW.minusSeconds(60)),
                ClickEvents.event(user, "3", EventType.ADD_TO_CART, NOW.minusSeconds(30)),
                ClickEvents.event(user, "4", EventType.BEGIN_CHECKOUT, NOW));
    }

    private static void send(Map<String, String> settings, List<ClickEvent> events) {
        send(settings, null, events);
    }

    /** @param partition null for the one that the default partitioner selects */
    private static void send(Map<String, String> settings, @Nullable Integer partition, List<ClickEvent> events) {
        String topic = settings.get("input.topics");
        cluster.send(events.stream()
                .map(event -> cluster.record(topic, partition, event))
                .toList());
    }

    private static String encoded(String user) {
        return URLEncoder.encode(user, UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E")
                .replace("stream", "%73tream");
    }
}
