package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who belongs where, from engines with their HTTP servers, on a real broker, registry and model. */
class AudienceServerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.now();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUDIENCES = """
            audiences:
              - name: with-cart
                description: Has something in the cart.
                when: cart.items > 0
              - name: seen-lately
                when: since(lastSeen) < duration("1h")
              - name: gone-quiet
                when: since(lastSeen) >= duration("30m")
              - name: nobody
                when: events < 0
            """;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldMatchOpenApiDescription() {
        // Given
        Map<String, String> settings = withAudiences("told");
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, shopper("ann"));
            send(settings, shopper("bob"));
            awaitMembers(engine, "with-cart", 2);
            Map<String, String> paths = Map.of(
                    "/users", "/users?band=LOW&band=MEDIUM&band=HIGH&audience=with-cart&sort=lastSeen&limit=1",
                    "/audiences", "/audiences",
                    "/audiences/{name}/members", "/audiences/with-cart/members?limit=1",
                    "/users/{userId}/audiences", "/users/ann/audiences");

            // When / Then
            paths.forEach((described, path) -> {
                HttpResponse<String> answer = engine.get(path);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(OpenApi.violations(described, 200, answer.body()))
                        .as(path)
                        .isEmpty();
            });
            assertThat(json(engine, "/users?limit=1").get("matched").asInt()).isEqualTo(2);
            JsonNode user = json(engine, "/users?audience=with-cart&limit=1").at("/users/0");
            assertThat(user.get("userId").asText()).isIn("ann", "bob");
            assertThat(user.at("/cart/items").asInt()).isEqualTo(1);
            assertThat(user.get("audiences").toString()).isEqualTo("[\"seen-lately\",\"with-cart\"]");
            assertThat(json(engine, "/users?audience=nobody").get("matched").asInt())
                    .isZero();
        }
    }

    @Test
    void shouldSayWhenMembershipsEndAndBeginIfNothingHappens() {
        // Given
        Map<String, String> settings = withAudiences("foreseen");
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, shopper("ann"));
            awaitMembers(engine, "with-cart", 1);

            // When
            JsonNode answer = json(engine, "/users/ann/audiences");

            // Then
            assertThat(answer.at("/audiences/0/audience").asText()).isEqualTo("with-cart");
            assertThat(answer.at("/audiences/0/endsAt").isNull()).isTrue();
            assertThat(answer.at("/audiences/0/values").toString()).contains("cart.items");
            assertThat(answer.at("/audiences/1/audience").asText()).isEqualTo("seen-lately");
            assertThat(instant(answer.at("/audiences/1/endsAt"))).isEqualTo(millis(NOW.plus(Duration.ofHours(1))));
            assertThat(answer.at("/upcoming").size()).isEqualTo(1);
            assertThat(answer.at("/upcoming/0/audience").asText()).isEqualTo("gone-quiet");
            assertThat(instant(answer.at("/upcoming/0/entersAt"))).isEqualTo(millis(NOW.plus(Duration.ofMinutes(30))));
        }
    }

    @Test
    void shouldAnswerForAllInstances() {
        // Given
        Map<String, String> settings = withAudiences("everywhere");
        List<String> users = Stream.concat(
                        IntStream.range(0, 60).mapToObj(i -> "user-" + i),
                        Stream.of("ü", "\uffee", "🛒", "a/b c", "..", "100%"))
                .toList();
        try (ServedEngine first = ServedEngine.start(settings);
                ServedEngine second = ServedEngine.start(elsewhere(settings))) {
            users.forEach(user -> send(settings, shopper(user)));
            send(settings, List.of(ClickEvents.view("idle", "1", NOW)));

            // When / Then
            for (ServedEngine engine : List.of(first, second)) {
                awaitMembers(engine, "with-cart", users.size());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(json(engine, "/audiences")
                                        .at("/audiences/0/size")
                                        .asInt())
                                .isEqualTo(users.size()));
                JsonNode counted = json(engine, "/audiences");
                assertThat(counted.at("/audiences/0/entered24h").asInt()).isEqualTo(users.size());
                assertThat(counted.at("/backfill/running").asBoolean()).isFalse();
                assertThat(members(engine, "with-cart", 7))
                        .containsExactlyInAnyOrderElementsOf(users)
                        .isSortedAccordingTo(
                                (a, b) -> java.util.Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));
                assertThat(members(engine, "nobody", 7)).isEmpty();
                JsonNode recent = awaitAnswer(engine, "/users?limit=5");
                assertThat(recent.get("matched").asInt()).isEqualTo(users.size() + 1);
                assertThat(recent.get("users")).hasSize(5);
                assertThat(awaitAnswer(engine, "/users?audience=with-cart")
                                .get("matched")
                                .asInt())
                        .isEqualTo(users.size());
                assertThat(json(engine, "/users/idle/audiences")
                                .at("/audiences")
                                .size())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void shouldForgetErasedUsersAtOnce() {
        // Given
        Map<String, String> settings = withAudiences("forgotten");
        try (ServedEngine engine = ServedEngine.start(settings);
                ServerSentEvents left = ServerSentEvents.audiences(engine.url(), "?audience=with-cart&kind=EXITED")) {
            send(settings, shopper("ann"));
            send(settings, shopper("bob"));
            awaitMembers(engine, "with-cart", 2);

            // When
            HttpResponse<String> erased = engine.delete("/profiles/ann");

            // Then
            assertThat(erased.body()).contains("\"erased\":true");
            assertThat(json(engine, "/users").toString())
                    .doesNotContain("\"ann\"")
                    .contains("\"bob\"");
            assertThat(engine.get("/users/ann/audiences").statusCode()).isEqualTo(404);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(members(engine, "with-cart", 10)).containsExactly("bob"));
            await().atMost(PATIENCE).until(() -> left.records().size() == 1);
            assertThat(left.records().get(0)).contains("\"userId\":\"ann\"", "\"cause\":\"ERASED\"");
            assertThat(OpenApi.violationsOf("AudienceChange", left.records().get(0)))
                    .isEmpty();
        }
    }

    @Test
    void shouldStreamWhoEntersAndLeaves() {
        // Given
        Map<String, String> settings = withAudiences("entering");
        try (ServedEngine engine = ServedEngine.start(settings);
                ServerSentEvents all = ServerSentEvents.audiences(engine.url(), "");
                ServerSentEvents carts =
                        ServerSentEvents.audiences(engine.url(), "?audience=with-cart&audience=nobody");
                ServerSentEvents bob = ServerSentEvents.audiences(engine.url(), "?user=bob&kind=ENTERED")) {

            // When
            send(settings, shopper("ann"));
            send(settings, shopper("bob"));

            // Then
            await().atMost(PATIENCE).until(() -> all.records().size() == 4);
            await().atMost(PATIENCE).until(() -> carts.records().size() == 2);
            await().atMost(PATIENCE).until(() -> bob.records().size() == 2);
            assertThat(carts.records()).allMatch(change -> change.contains("\"audience\":\"with-cart\""));
            assertThat(bob.records()).allMatch(change -> change.contains("\"userId\":\"bob\""));
            assertThat(all.lines()).contains("event: audience");
            try (ServerSentEvents late = ServerSentEvents.audiences(engine.url(), "?latest=3")) {
                await().atMost(PATIENCE).until(() -> late.dataOf("live").equals("{\"replayed\":3}"));
            }
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        // Given
        Map<String, String> settings = withAudiences("strict");
        Map<String, String> refused = new HashMap<>();
        refused.put("/users?limit=0", "limit must be a whole number from 1 to 1000");
        refused.put("/users?limit=1001", "limit must be");
        refused.put("/users?limit=-1", "limit must be");
        refused.put("/users?limit=1e3", "limit must be");
        refused.put("/users?limit=", "limit must be");
        refused.put("/users?limit=1&limit=2", "limit may be given once");
        refused.put("/users?band=high", "[LOW, MEDIUM, HIGH]");
        refused.put("/users?sort=age", "[probability, lastSeen]");
        refused.put("/users?audience=unknown", "with-cart, seen-lately, gone-quiet, nobody");
        refused.put("/users?who=me", "there is no such parameter");
        refused.put("/audiences?limit=1", "there is no such parameter");
        refused.put("/audiences/with-cart/members?limit=99999999999999999999", "limit must be");
        refused.put("/audiences/with-cart/members?after=%20", "after must be the next of an earlier answer");
        refused.put("/audiences/with-cart/members?after=" + "x".repeat(257), "after must be");
        refused.put("/audiences/stream?kind=entered", "[ENTERED, EXITED]");
        refused.put("/audiences/stream?audience=unknown", "there is no such audience");
        refused.put("/audiences/stream?latest=4097", "latest must be");
        try (ServedEngine engine = ServedEngine.start(settings)) {

            // When / Then
            refused.forEach((path, message) -> {
                HttpResponse<String> answer = engine.get(path);
                assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
                assertThat(answer.body()).as(path).contains(message);
            });
            assertThat(RawHttp.send(engine.url(), "GET /users?tag=%zz HTTP/1.1", "Host: 127.0.0.1")
                            .body())
                    .contains("not percent-encoded");
            for (String path : List.of("/audiences/unknown/members", "/audiences/%F0%9F%9B%92/members")) {
                assertThat(engine.get(path).statusCode()).as(path).isEqualTo(404);
                assertThat(engine.get(path).body()).contains("there is no such audience");
            }
            assertThat(engine.get("/users/nobody/audiences").statusCode()).isEqualTo(404);
            assertThat(json(engine, "/audiences/with-cart/members?after=%F0%9F%9B%92")
                            .get("next")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void shouldSayHowToTurnAudiencesOn() {
        // Given
        Map<String, String> settings = cluster.newApplication("plain", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, shopper("ann"));
            await().atMost(PATIENCE).until(() -> engine.events() >= 2);

            // When / Then
            for (String path :
                    List.of("/audiences", "/audiences/vip/members", "/audiences/stream", "/users/ann/audiences")) {
                HttpResponse<String> answer = engine.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).as(path).contains("audiences.path");
            }
            assertThat(engine.get("/users?audience=vip").body()).contains("audiences.path");
            assertThat(json(engine, "/users").get("matched").asInt()).isEqualTo(1);
        }
    }

    /** All members, page by page. */
    private static List<String> members(ServedEngine engine, String audience, int limit) {
        List<String> members = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = awaitAnswer(
                    engine,
                    "/audiences/" + audience + "/members?limit=" + limit + "&after=" + URLEncoder.encode(after, UTF_8));
            page.get("members")
                    .forEach(member -> members.add(member.get("userId").asText()));
            after = page.get("next").isNull() ? null : page.get("next").asText();
        }
        return members;
    }

    private static void awaitMembers(ServedEngine engine, String audience, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(members(engine, audience, 1000)).hasSize(count));
    }

    /** The first answer that does not ask the client to retry. */
    private static JsonNode awaitAnswer(ServedEngine engine, String path) {
        await().atMost(PATIENCE).until(() -> engine.get(path).statusCode() != 503);
        return json(engine, path);
    }

    private static JsonNode json(ServedEngine engine, String path) {
        try {
            return JSON.readTree(engine.get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long instant(JsonNode time) {
        return Instant.parse(time.asText()).toEpochMilli();
    }

    private static long millis(Instant time) {
        return time.toEpochMilli();
    }

    private static Map<String, String> withAudiences(String application) {
        try {
            Path file = cluster.folder().resolve(application + ".yaml");
            Files.writeString(file, AUDIENCES);
            return cluster.newApplication(
                    application,
                    Map.of("audiences.path", file.toString(), "audience.events.topic", application + "-audiences"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> elsewhere(Map<String, String> settings) {
        Map<String, String> other = new HashMap<>(settings);
        other.put("data.dir", settings.get("data.dir") + "-second");
        return other;
    }

    private static List<ClickEvent> shopper(String user) {
        return List.of(
                ClickEvents.event(user, "1", EventType.VIEW_ITEM, NOW.minusSeconds(90)),
                ClickEvents.event(user, "2", EventType.ADD_TO_CART, NOW));
    }

    private static void send(Map<String, String> settings, List<ClickEvent> events) {
        String topic = settings.get("input.topics");
        cluster.send(events.stream().map(event -> cluster.record(topic, event)).toList());
    }
}
