package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.CommandRun;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is recommended by engines with their HTTP servers, on a real broker, registry and model. */
class RecommendationServerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.now();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ODD_ITEM = ShoeShop.ITEMS.get(4);

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldMatchOpenApiDescription() {
        // Given
        Map<String, String> settings = withItems("described");
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, viewer("ann", "boot", "sneaker"));
            await().atMost(PATIENCE).until(() -> engine.events() >= 2);
            Map<String, List<String>> paths = Map.of(
                    "/users/{userId}/recommendations",
                            List.of("/users/ann/recommendations", "/users/who/recommendations"),
                    "/users/{userId}/recommendations/journey", List.of("/users/ann/recommendations/journey?limit=3"),
                    "/recommendations", List.of("/recommendations?items=boot,unknown"),
                    "/items/popular", List.of("/items/popular", "/items/popular?category=nothing"),
                    "/items/{itemId}/related",
                            List.of("/items/boot/related", "/items/unknown/related?kind=also-bought"),
                    "/categories/{categoryId}/related",
                            List.of("/categories/shoes/related", "/categories/none/related"),
                    "/model", List.of("/model"));

            // When / Then
            paths.forEach((described, examples) -> examples.forEach(path -> {
                HttpResponse<String> answer = engine.get(path);
                assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
                assertThat(OpenApi.violations(described, 200, answer.body()))
                        .as(path)
                        .isEmpty();
                assertThat(answer.body()).as(path).contains("shoe-shop");
            }));
        }
    }

    @Test
    void shouldRecommendFromTheStateOfNow() {
        // Given
        Map<String, String> settings = withItems("live");
        try (ServedEngine engine = ServedEngine.start(settings)) {
            JsonNode cold = json(engine, "/users/ann/recommendations?limit=3");
            send(settings, viewer("ann", "sneaker", "boot"));
            await().atMost(PATIENCE).until(() -> engine.events() >= 2);

            // When
            JsonNode viewed = json(engine, "/users/ann/recommendations");
            send(settings, List.of(event("ann", "cart", EventType.ADD_TO_CART, "sandal", "shoes", NOW.plusSeconds(9))));
            await().atMost(PATIENCE).until(() -> engine.events() >= 3);
            JsonNode withCart = json(engine, "/users/ann/recommendations");

            // Then
            assertThat(cold.get("coldStart").asBoolean()).isTrue();
            assertThat(cold.get("asOf").isNull()).isTrue();
            assertThat(ids(cold)).containsExactly("boot", "sneaker", "sandal");
            assertThat(viewed.get("coldStart").asBoolean()).isFalse();
            assertThat(Instant.parse(viewed.get("asOf").asText()).toEpochMilli())
                    .isEqualTo(NOW.plusSeconds(1).toEpochMilli());
            assertThat(ids(viewed)).startsWith("sneaker", "sandal").doesNotContain("boot");
            assertThat(viewed.at("/items/0/reason").asText()).isEqualTo("RECENTLY_VIEWED");
            assertThat(viewed.at("/items/1/reason").asText()).isEqualTo("ALSO_VIEWED");
            assertThat(viewed.at("/items/1/because").asText()).isEqualTo("boot");
            assertThat(viewed.at("/categories/0/categoryId").asText()).isEqualTo("shoes");
            assertThat(ids(withCart)).doesNotContain("sandal").contains("boot");
        }
    }

    @Test
    void shouldKeepToTheWishesOfTheRequest() {
        // Given
        Map<String, String> settings = withItems("wished");
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, viewer("ann", "sneaker", "boot"));
            await().atMost(PATIENCE).until(() -> engine.events() >= 2);
            String odd = URLEncoder.encode(ODD_ITEM, UTF_8);

            // When / Then
            assertThat(ids(json(engine, "/users/ann/recommendations?list=continue")))
                    .containsExactly("sneaker");
            assertThat(ids(json(engine, "/users/ann/recommendations?list=discover")))
                    .containsExactlyInAnyOrder("sandal", "sock", ODD_ITEM);
            assertThat(ids(json(engine, "/users/ann/recommendations?category=socks")))
                    .containsExactly("sock", ODD_ITEM);
            assertThat(ids(json(engine, "/users/ann/recommendations?category=&exclude=")))
                    .hasSize(4);
            assertThat(ids(json(engine, "/users/ann/recommendations?exclude=sandal,sock&exclude=sneaker")))
                    .containsExactly(ODD_ITEM);
            assertThat(ids(json(engine, "/users/ann/recommendations?limit=1"))).containsExactly("sneaker");
            assertThat(ids(json(engine, "/recommendations?items=sock&limit=100")))
                    .doesNotContain("sock");
            assertThat(ids(json(engine, "/items/popular?category=socks&limit=1")))
                    .containsExactly("sock");
            assertThat(ids(json(engine, "/items/" + odd.replace("+", "%20") + "/related")))
                    .containsExactly("boot");
        }
    }

    @Test
    void shouldShowInHindsightWhatWasTaken() {
        // Given
        Map<String, String> settings = withItems("hindsight");
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(
                    settings,
                    List.of(
                            view("ann", 1, "boot"),
                            event("ann", "2", EventType.ADD_TO_CART, "boot", "shoes", NOW.plusSeconds(2)),
                            view("ann", 3, "sandal"),
                            view("ann", 4, "hat")));
            await().atMost(PATIENCE).until(() -> engine.events() >= 4);

            // When
            JsonNode window =
                    json(engine, "/users/ann/recommendations/journey?limit=2").get("window");

            // Then
            assertThat(window).hasSize(4);
            assertThat(window.at("/0/items/0/itemId").asText()).isEqualTo("sandal");
            assertThat(window.at("/0/next").toString()).isEqualTo("{\"itemId\":\"sandal\",\"rank\":1}");
            assertThat(window.at("/1/next/itemId").asText()).isEqualTo("sandal");
            assertThat(window.at("/2/next").toString()).isEqualTo("{\"itemId\":\"hat\",\"rank\":null}");
            assertThat(window.at("/3/next").isNull()).isTrue();
            assertThat(ids(window.get(3))).isEqualTo(ids(json(engine, "/users/ann/recommendations?limit=2")));
            assertThat(engine.get("/users/nobody/recommendations/journey").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldAnswerFromTheBundleAlone() {
        // Given
        Map<String, String> settings = withItems("stateless");
        try (ServedEngine engine = ServedEngine.start(settings)) {

            // When
            JsonNode related = json(engine, "/items/boot/related");
            JsonNode bought = json(engine, "/items/boot/related?kind=also-bought");
            JsonNode unknown = json(engine, "/items/%F0%9F%9B%92%25%2F/related");
            JsonNode categories = json(engine, "/categories/shoes/related");
            JsonNode ofItems = json(engine, "/recommendations?items=sneaker,boot&list=discover&limit=1");

            // Then
            assertThat(related.get("items").toString())
                    .isEqualTo("[{\"itemId\":\"sandal\",\"categoryId\":\"shoes\",\"score\":1.0},"
                            + "{\"itemId\":\"sock\",\"categoryId\":\"socks\",\"score\":0.25}]");
            assertThat(ids(bought)).containsExactly("sock");
            assertThat(bought.get("kind").asText()).isEqualTo("also-bought");
            assertThat(unknown.get("itemId").asText()).isEqualTo("🛒%/");
            assertThat(unknown.get("known").asBoolean()).isFalse();
            assertThat(unknown.get("items")).isEmpty();
            assertThat(categories.get("categories")).hasSize(2);
            assertThat(categories.at("/categories/0").toString())
                    .isEqualTo("{\"categoryId\":\"socks\",\"users\":25,\"support\":0.03,\"confidence\":0.4,"
                            + "\"lift\":4.0,\"significance\":90.0}");
            assertThat(ids(ofItems)).containsExactly("sandal");
            assertThat(json(engine, "/users").get("matched").asInt()).isZero();
            assertThat(engine.events()).isZero();
        }
    }

    @Test
    void shouldAnswerForUsersOfAllInstances() {
        // Given
        Map<String, String> settings = withItems("shared");
        List<String> users = Stream.concat(
                        IntStream.range(0, 20).mapToObj(i -> "user-" + i), Stream.of("ü", "🛒", "a/b c", "..", "100%"))
                .toList();
        try (ServedEngine first = ServedEngine.start(settings);
                ServedEngine second = ServedEngine.start(elsewhere(settings))) {
            users.forEach(user -> send(settings, viewer(user, "sneaker", "boot")));
            await().atMost(PATIENCE).until(() -> first.events() + second.events() >= 2L * users.size());
            assertThat(first.events()).isPositive();
            assertThat(second.events()).isPositive();

            // When / Then
            for (ServedEngine engine : List.of(first, second)) {
                for (String user : users) {
                    String path = "/users/"
                            + URLEncoder.encode(user, UTF_8).replace("+", "%20").replace("..", "%2E%2E")
                            + "/recommendations";
                    JsonNode answer = awaitAnswer(
                            engine,
                            path + "?limit=2&exclude=sandal," + URLEncoder.encode("a|b \"{}", UTF_8)
                                    + "&category=shoes&list=all");
                    assertThat(answer.get("userId").asText()).isEqualTo(user);
                    assertThat(answer.get("coldStart").asBoolean()).as(user).isFalse();
                    assertThat(ids(answer)).as(user).containsExactly("sneaker");
                    assertThat(awaitAnswer(engine, path + "/journey?limit=1").get("window"))
                            .hasSize(2);
                }
                JsonNode nobody = awaitAnswer(engine, "/users/nobody/recommendations");
                assertThat(nobody.get("coldStart").asBoolean()).isTrue();
                assertThat(RawHttp.send(
                                        engine.url(),
                                        "GET /users/user-1/recommendations?exclude=a|b\"{} HTTP/1.1",
                                        "Host: 127.0.0.1")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void shouldNotTakeAUserForUnknownWhereItemsAreMissing() {
        // Given
        Map<String, String> settings = withItems("half");
        Map<String, String> without = elsewhere(settings);
        without.remove("items.path");
        try (ServedEngine first = ServedEngine.start(settings);
                ServedEngine second = ServedEngine.start(without)) {
            List<String> users =
                    IntStream.range(0, 20).mapToObj(i -> "user-" + i).toList();
            users.forEach(user -> send(settings, viewer(user, "sneaker", "boot")));
            await().atMost(PATIENCE).until(() -> first.events() + second.events() >= 2L * users.size());

            // When
            List<String> refused = new ArrayList<>();
            for (String user : users) {
                HttpResponse<String> answer = first.get("/users/" + user + "/recommendations");
                if (answer.statusCode() == 503) {
                    refused.add(answer.body());
                } else {
                    assertThat(answer.body()).contains("\"coldStart\":false");
                }
            }

            // Then
            assertThat(refused).isNotEmpty().allMatch(body -> body.contains("items.path"));
        }
    }

    @Test
    void shouldAnswerTheCommand() {
        // Given
        Map<String, String> settings = withItems("asked");
        settings.put("http.token", "open-sesame");
        try (ServedEngine engine = ServedEngine.start(settings)) {
            send(settings, viewer("ann", "sneaker", "boot"));
            await().atMost(PATIENCE).until(() -> engine.events() >= 2);

            // When
            CommandRun run = CommandRun.of(
                    "recommend", "ann", "--url", engine.url(), "--set", "http.token=open-sesame", "--exclude", "sock");
            CommandRun nobody = CommandRun.of(
                    "recommend", "..", "--url", engine.url() + "/", "--set", "http.token=open-sesame", "--limit", "1");
            CommandRun json = CommandRun.of(
                    "recommend", "ann", "--url", engine.url(), "--set", "http.token=open-sesame", "--json");
            CommandRun refused = CommandRun.of("recommend", "ann", "--url", engine.url());

            // Then
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().lines())
                    .anyMatch(line -> line.startsWith("1     sneaker") && line.endsWith("viewed lately"))
                    .anyMatch(line -> line.startsWith("2     sandal") && line.endsWith("others viewed it after boot"))
                    .noneMatch(line -> line.contains(" sock "))
                    .anyMatch(line -> line.startsWith("Next categories: shoes"))
                    .anyMatch(line -> line.startsWith("From shoe-shop 1 ("));
            assertThat(nobody.out()).startsWith("Nothing is known of this user: bestsellers.");
            assertThat(json.out()).startsWith("{\"userId\":\"ann\"");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("answers 401", "http.token");
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        // Given
        Map<String, String> refused = new LinkedHashMap<>();
        for (String path : List.of(
                "/users/ann/recommendations?",
                "/users/ann/recommendations/journey?",
                "/recommendations?items=boot&",
                "/items/popular?",
                "/items/boot/related?",
                "/categories/shoes/related?")) {
            for (String limit : List.of("0", "-1", "101", "10000", "1e1", "", "99999999999")) {
                refused.put(
                        path + "limit=" + limit,
                        "limit must be a whole number from 1 to " + (path.contains("journey") ? 20 : 100));
            }
            refused.put(path + "limit=1&limit=2", "limit may be given once");
            refused.put(path + "colour=red", "there is no such parameter");
        }
        refused.put("/users/ann/recommendations?list=ALL", "list must be one of [all, continue, discover]");
        refused.put("/items/boot/related?kind=bought", "kind must be one of [also-viewed, also-bought]");
        refused.put("/recommendations", "items must name 1 to 50 products");
        refused.put("/recommendations?items=,,", "items must name 1 to 50 products");
        refused.put("/recommendations?items=" + "a,".repeat(51), "items must name 1 to 50 products");
        refused.put("/recommendations?items=a%00b", "itemId");
        refused.put("/recommendations?items=" + "x".repeat(257), "itemId");
        refused.put("/users/ann/recommendations?exclude=" + "x".repeat(257), "itemId");
        refused.put("/users/ann/recommendations?category=" + "x".repeat(257), "categoryId");
        refused.put("/items/" + "x".repeat(257) + "/related", "itemId");
        refused.put("/items/a%00b/related", "without NUL");
        refused.put("/items/%FF/related", "UTF-8");
        refused.put("/categories/%FF/related", "UTF-8");
        refused.put("/users/%FF/recommendations", "UTF-8");
        refused.put("/users/%20/recommendations", "userId is missing or blank");
        Map<String, String> settings = withItems("strict");
        try (ServedEngine engine = ServedEngine.start(settings)) {

            // When / Then
            refused.forEach((path, message) -> {
                HttpResponse<String> answer = engine.get(path);
                assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
                assertThat(answer.body()).as(path).contains(message);
            });
            assertThat(engine.get("/items/" + "x".repeat(256) + "/related").statusCode())
                    .isEqualTo(200);
            assertThat(engine.get("/users/ann/recommendations?limit=100").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldSayHowToTurnRecommendationsOn() {
        // Given
        Map<String, String> settings = cluster.newApplication("without-items", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings)) {

            // When / Then
            for (String path : List.of(
                    "/users/ann/recommendations",
                    "/users/ann/recommendations/journey",
                    "/recommendations?items=boot",
                    "/items/popular",
                    "/items/boot/related",
                    "/categories/shoes/related")) {
                HttpResponse<String> answer = engine.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).as(path).contains("items.path");
            }
            HttpResponse<String> model = engine.get("/model");
            assertThat(model.body()).contains("\"items\":null");
            assertThat(OpenApi.violations("/model", 200, model.body())).isEmpty();
        }
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.get("items").forEach(item -> ids.add(item.get("itemId").asText()));
        return ids;
    }

    /** The first answer that does not ask the client to retry. */
    private static JsonNode awaitAnswer(ServedEngine engine, String path) {
        await().atMost(PATIENCE).until(() -> engine.get(path).statusCode() != 503);
        return json(engine, path);
    }

    private static JsonNode json(ServedEngine engine, String path) {
        HttpResponse<String> answer = engine.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> withItems(String application) {
        Path items = ShoeShop.write(cluster.folder().resolve(application + "-items"));
        return new HashMap<>(cluster.newApplication(application, Map.of("items.path", items.toString())));
    }

    private static Map<String, String> elsewhere(Map<String, String> settings) {
        Map<String, String> other = new HashMap<>(settings);
        other.put("data.dir", settings.get("data.dir") + "-second");
        return other;
    }

    /** Two views, a second apart. */
    private static List<ClickEvent> viewer(String user, String first, String second) {
        return List.of(view(user, 0, first), view(user, 1, second));
    }

    private static ClickEvent view(String user, int second, String item) {
        return event(user, Integer.toString(second), EventType.VIEW_ITEM, item, "shoes", NOW.plusSeconds(second));
    }

    private static ClickEvent event(
            String user, String id, EventType type, String item, String category, Instant time) {
        ClickEvent event = ClickEvents.event(user, id, type, time);
        event.setItemId(item);
        event.setCategoryId(category);
        return event;
    }

    private static void send(Map<String, String> settings, List<ClickEvent> events) {
        String topic = settings.get("input.topics");
        cluster.send(events.stream().map(event -> cluster.record(topic, event)).toList());
    }
}
