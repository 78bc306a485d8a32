package io.intentstream.server.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.intentstream.kafka.KeyPartitioning;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.server.http.Certificate;
import io.intentstream.server.http.WebServer;
import io.intentstream.stream.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracking API, with a real broker, on real sockets. */
class CollectorServerIT {
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final AtomicInteger APPLICATIONS = new AtomicInteger();

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static Map<String, String> settings;
    private static RunningCollector collector;

    /** The user of one test: its events are told from those of others by it. */
    private final String user = "user-" + USERS.incrementAndGet();

    @BeforeAll
    static void start() {
        settings = withTopics(Map.of("collector.cors.origins", "https://shop.example"));
        collector = RunningCollector.start(cluster, settings);
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    private static Map<String, String> withTopics(Map<String, String> others) {
        Map<String, String> all =
                new HashMap<>(Map.of("collector.port", "0", "collector.write.keys", RunningCollector.KEY));
        all.putAll(others);
        return cluster.newApplication("collect-" + APPLICATIONS.incrementAndGet(), all);
    }

    private List<ClickEvent> events() {
        return collector.events().stream()
                .filter(event -> event.getUserId().equals(user))
                .toList();
    }

    private String track(String more) {
        return "{\"userId\":\"" + user + "\",\"event\":\"Product Viewed\"" + more + "}";
    }

    private String typed(String more) {
        return "{\"type\":\"track\",\"userId\":\"" + user + "\",\"event\":\"Product Viewed\"" + more + "}";
    }

    private static String batch(String... messages) {
        return "{\"batch\":[" + String.join(",", messages) + "]}";
    }

    @Test
    void shouldWriteEventInOurFormatKeyedByUser() {
        // Given
        String message = track(
                ",\"messageId\":\"m-1\",\"properties\":{\"product_id\":\"p-1\",\"price\":19.99,\"currency\":\"EUR\"}");

        // When
        HttpResponse<String> answer = collector.post("/v1/track", message);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getEventId()).isEqualTo("m-1");
            assertThat(event.getEventType()).isEqualTo(EventType.VIEW_ITEM);
            assertThat(event.getItemId()).isEqualTo("p-1");
            assertThat(event.getPriceMinor()).isEqualTo(1999);
        });
        ConsumerRecord<byte[], byte[]> record = cluster.readAll(settings.get("input.topics")).stream()
                .filter(one -> new String(one.key(), UTF_8).equals(user))
                .findFirst()
                .orElseThrow();
        assertThat(record.partition())
                .isEqualTo(KeyPartitioning.partitionOf(user.getBytes(UTF_8), TestCluster.PARTITIONS));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/track, OTHER",
        "/v1/t, OTHER",
        "/v1/page, PAGE_VIEW",
        "/v1/p, PAGE_VIEW",
        "/v1/screen, PAGE_VIEW",
        "/v1/s, PAGE_VIEW",
    })
    void shouldTakeMessageOfThePathsType(String path, EventType type) {
        // When
        HttpResponse<String> answer =
                collector.post(path, "{\"userId\":\"" + user + "\",\"event\":\"Something\",\"name\":\"Home\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(events()).extracting(ClickEvent::getEventType).containsExactly(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/identify", "/v1/i", "/v1/alias", "/v1/a", "/v1/group", "/v1/g", "/v1/m"})
    void shouldAnswerMessagesThatAreNoBehaviourWithSuccess(String path) {
        // When
        HttpResponse<String> answer = collector.post(path, "{\"userId\":\"" + user + "\",\"series\":[]}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch"})
    void shouldTakeEveryMessageOfABatch(String path) {
        // Given
        String body = batch(
                typed(",\"messageId\":\"1\""),
                "{\"type\":\"identify\",\"userId\":\"" + user + "\"}",
                typed(",\"messageId\":\"2\""));

        // When
        HttpResponse<String> answer = collector.post(path, body);

        // Then
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(events()).extracting(ClickEvent::getEventId).containsExactly("1", "2");
    }

    @Test
    void shouldTakeTheGoodEventsOfABatchAndNameTheBadOnes() {
        // Given
        String body = batch(
                typed(",\"messageId\":\"good-1\""),
                "{\"type\":\"track\",\"messageId\":\"bad\",\"event\":\"Product Viewed\"}",
                "17",
                typed(",\"messageId\":\"good-2\""));

        // When
        HttpResponse<String> answer = collector.post("/v1/batch", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"success\":true,\"rejected\":["
                                + "{\"index\":1,\"messageId\":\"bad\",\"reason\":\"MISSING_USER_ID\","
                                + "\"message\":\"userId or anonymousId: missing or blank\"},"
                                + "{\"index\":2,\"reason\":\"UNDECODABLE\",\"message\":\"the message is not a JSON object\"}]}");
        assertThat(events()).extracting(ClickEvent::getEventId).containsExactly("good-1", "good-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNDECODABLE | ,\"properties\":{\"price\":1},\"properties\":{\"price\":2}",
                "INVALID_FIELD | ,\"properties\":{\"price\":\"a lot\"}",
                "INVALID_FIELD | ,\"properties\":{\"products\":\"none\"}",
                "INVALID_FIELD | ,\"properties\":{\"products\":[1,2]}",
                "INVALID_FIELD | ,\"properties\":{\"price\":1e400}",
                "INVALID_FIELD | ,\"properties\":{\"quantity\":1.5}",
                "INVALID_FIELD | ,\"timestamp\":\"yesterday\"",
                "EVENT_TIME_IN_FUTURE | ,\"timestamp\":\"2999-01-01T00:00:00Z\"",
                "EVENT_TIME_TOO_OLD | ,\"timestamp\":\"1999-01-01T00:00:00Z\"",
                "PRICE_OUT_OF_RANGE | ,\"properties\":{\"price\":-1}",
                "INVALID_TEXT | ,\"messageId\":\"half a pair \\ud800\"",
                "INVALID_TEXT | ,\"messageId\":\"nul \\u0000\"",
            })
    void shouldRejectBadEventAloneAndSayWhy(String reason, String more) {
        // When
        HttpResponse<String> alone = collector.post("/v1/track", track(more));
        HttpResponse<String> among = collector.post("/v1/batch", batch(typed(more), typed(",\"messageId\":\"good\"")));

        // Then
        assertThat(alone.statusCode()).isEqualTo(400);
        assertThat(alone.body()).contains("\"success\":false", "\"reason\":\"" + reason + "\"");
        assertThat(among.statusCode()).isEqualTo(200);
        assertThat(among.body()).contains("\"success\":true", "\"index\":0", "\"reason\":\"" + reason + "\"");
        assertThat(events()).extracting(ClickEvent::getEventId).containsExactly("good");
    }

    static Stream<String> valuesThatAreNotRead() {
        return Stream.of("[".repeat(100) + "]".repeat(100), "[".repeat(10_000) + "]".repeat(10_000), "1".repeat(2_000));
    }

    @ParameterizedTest
    @MethodSource("valuesThatAreNotRead")
    void shouldRejectDeepOrLongMessageAloneAndNotTheOthersOfItsBatch(String value) {
        // Given
        String bad = typed(",\"properties\":{\"x\":" + value + "}");

        // When
        HttpResponse<String> answer = collector.post("/v1/batch", batch(bad, typed(",\"messageId\":\"good\"")));

        // Then
        assertThat(answer.body()).contains("\"index\":0,\"reason\":\"UNDECODABLE\"");
        assertThat(events()).extracting(ClickEvent::getEventId).containsExactly("good");
    }

    @Test
    void shouldRejectEventWithTenThousandProducts() {
        // Given
        String products = "{},".repeat(9_999) + "{}";

        // When
        HttpResponse<String> answer =
                collector.post("/v1/track", track(",\"properties\":{\"products\":[" + products + "]}"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("TOO_MANY_ITEMS");
    }

    @Test
    void shouldRejectMessageThatIsTooLargeAloneAndNotTheOthersOfItsBatch() {
        // Given
        String large = typed(",\"properties\":{\"x\":\"" + "x".repeat(33_000) + "\"}");

        // When
        HttpResponse<String> answer = collector.post("/v1/batch", batch(large, typed(",\"messageId\":\"good\"")));

        // Then
        assertThat(answer.body()).contains("\"index\":0,\"reason\":\"MESSAGE_TOO_LARGE\"");
        assertThat(events()).extracting(ClickEvent::getEventId).containsExactly("good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "17",
                "null",
                "{\"batch\":{}}",
                "{}",
                "{\"batch\":[]} {}",
                "{\"batch\":[],\"context\":{\"a\":1,\"a\":2}}",
                "{\"batch\":[NaN]}",
                "{\"batch\":[{\"price\":Infinity}]}",
                "{'batch':[]}",
                "{\"batch\":[01]}"
            })
    void shouldRefuseBodyThatIsNoBatch(String body) {
        // When
        HttpResponse<String> answer = collector.post("/v1/batch", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"status\":400", "\"message\":\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch | []",
                "sentAt | \"2026-01-01T00:00:00Z\"",
                "context | {}",
                "writeKey | \"shop-key\"",
            })
    void shouldRefuseBatchThatNamesSomethingTwice(String name, String value) {
        // Given
        String twice = ",\"" + name + "\":" + value;
        String body = "{\"sent\":0" + twice + twice + (name.equals("batch") ? "" : ",\"batch\":[]") + "}";

        // When
        HttpResponse<String> answer = collector.post("/v1/batch", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(name + " stands twice in the body");
    }

    @Test
    void shouldRefuseBatchWithMoreMessagesThanItMayHave() {
        // Given
        String body = batch(Collections.nCopies(10_001, "1").toArray(String[]::new));

        // When
        HttpResponse<String> answer = collector.post("/v1/batch", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("more than 10000 messages");
    }

    @Test
    void shouldRefuseBodyNestedBeyondReason() {
        // When
        HttpResponse<String> answer =
                collector.post("/v1/batch", "{\"batch\":[" + "[".repeat(100_000) + "]".repeat(100_000) + "]}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldRefuseBodyThatIsNotUtf8() {
        // Given
        byte[] latin = track(",\"name\":\"Käse\"").getBytes(ISO_8859_1);
        byte[] wide = track("").getBytes(UTF_16);

        // When
        HttpResponse<String> ofLatin = collector.post(
                "/v1/track",
                BodyPublishers.ofByteArray(latin),
                "Authorization",
                RunningCollector.basic(RunningCollector.KEY));
        HttpResponse<String> ofWide = collector.post(
                "/v1/track",
                BodyPublishers.ofByteArray(wide),
                "Authorization",
                RunningCollector.basic(RunningCollector.KEY));

        // Then
        assertThat(ofLatin.statusCode()).isEqualTo(400);
        assertThat(ofWide.statusCode()).isEqualTo(400);
        assertThat(events()).isEmpty();
    }

    @Test
    void shouldNotLoseBytesAfterByteOrderMark() {
        // When
        HttpResponse<String> answer = collector.post("/v1/batch", "\uFEFF" + batch(typed(",\"messageId\":\"bom\"")));

        // Then
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(events()).extracting(ClickEvent::getEventId).containsExactly("bom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jürgen/Müller", "日本語", "🛒", "a\\\\\\\"b", "<script>", "a b\\tc", "../../etc", "%00"})
    void shouldKeepIdsWithOddCharacters(String id) {
        // When
        HttpResponse<String> answer = collector.post("/v1/track", track(",\"messageId\":\"" + id + "\""));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(events())
                .extracting(ClickEvent::getEventId)
                .containsExactly(id.replace("\\\\", "\\").replace("\\\"", "\"").replace("\\t", "\t"));
    }

    @Test
    void shouldMakeTheSameIdOfTheSameMessageAndDifferentOnesWithoutATime() {
        // Given
        String timed = track(",\"timestamp\":\"2026-01-01T00:00:00Z\"");

        // When
        collector.post("/v1/track", timed);
        collector.post("/v1/track", timed);
        collector.post("/v1/track", track(""));
        collector.post("/v1/track", track(""));
        collector.post("/v1/track", track(",\"timestamp\":\" \""));
        collector.post("/v1/track", track(",\"timestamp\":\" \""));

        // Then
        assertThat(events().stream().map(ClickEvent::getEventId).distinct()).hasSize(5);
        assertThat(events()).hasSize(6);
    }

    @Test
    void shouldCorrectTimesOfAClientWhoseClockIsWrong() {
        // Given
        Instant now = Instant.now();
        Instant wrong = now.plus(Duration.ofDays(400));
        String message = typed(",\"timestamp\":\"" + wrong.minusSeconds(5) + "\"");

        // When
        HttpResponse<String> answer =
                collector.post("/v1/batch", "{\"sentAt\":\"" + wrong + "\",\"batch\":[" + message + "]}");

        // Then
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.getEventTime())
                        .isBetween(now.minusSeconds(6), Instant.now().minusSeconds(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+999999999-12-31T23:59:59Z\"",
                "\"-999999999-01-01T00:00:00Z\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"999999999999999999\"",
                "\"\"",
                "{}",
                "null"
            })
    void shouldTakeMessagesWhoseSentAtSaysNoTime(String sentAt) {
        // Given
        String time = "2026-01-01T00:00:00Z";
        String sent = "\"sentAt\":" + sentAt;
        Instant now = Instant.now();

        // When
        HttpResponse<String> alone = collector.post("/v1/track", track(",\"timestamp\":\"" + time + "\"," + sent));
        HttpResponse<String> among = collector.post("/v1/batch", "{" + sent + ",\"batch\":[" + typed("") + "]}");

        // Then
        assertThat(List.of(alone.body(), among.body())).containsOnly("{\"success\":true}");
        assertThat(events())
                .extracting(ClickEvent::getEventTime)
                .satisfiesExactly(
                        ofAlone -> assertThat(ofAlone).isEqualTo(time),
                        ofBatch -> assertThat(ofBatch).isBetween(now.minusSeconds(1), Instant.now()));
    }

    @Test
    void shouldMakeTheSameIdOfTheSameMessageThatIsSentLater() {
        // Given
        String timed = track(",\"timestamp\":\"2026-01-01T00:00:00Z\"");
        String sent = timed.replace("}", ",\"sentAt\":\"2026-01-01T00:00:01Z\"}");
        String again = timed.replace("}", ",\"sentAt\":\"2026-01-01T00:00:09Z\"}");

        // When
        collector.post("/v1/track", sent);
        collector.post("/v1/track", again);

        // Then
        assertThat(events()).hasSize(2);
        assertThat(events().stream().map(ClickEvent::getEventId).distinct()).hasSize(1);
    }

    @Test
    void shouldTakeConsentFromTheContextOfTheBatch() {
        // Given
        String refused = "\"context\":{\"consent\":{\"categoryPreferences\":{\"Advertising\":false}}}";

        // When
        collector.post("/v1/batch", "{" + refused + ",\"batch\":[" + typed("") + "]}");

        // Then
        assertThat(events()).extracting(ClickEvent::getConsent).containsExactly(false);
    }

    @Test
    void shouldAcceptWriteKeyInHeaderBodyOrAddress() {
        // When
        HttpResponse<String> inBody =
                collector.post("/v1/track", track(",\"writeKey\":\"shop-key\""), "Content-Type", "text/plain");
        HttpResponse<String> inAddress = collector.post("/v1/track?writeKey=shop-key", track(""), "Accept", "*/*");

        // Then
        assertThat(inBody.statusCode()).isEqualTo(200);
        assertThat(inAddress.statusCode()).isEqualTo(200);
        assertThat(events()).hasSize(2);
    }

    @Test
    void shouldRefuseWrongAndMissingWriteKeys() {
        // When
        List<Integer> statuses = List.of(
                collector
                        .post("/v1/track", track(""), "Authorization", RunningCollector.basic("other"))
                        .statusCode(),
                collector
                        .post("/v1/track", track(""), "Authorization", "Bearer shop-key")
                        .statusCode(),
                collector
                        .post("/v1/track", track(""), "Authorization", "Basic ???")
                        .statusCode(),
                collector
                        .post("/v1/track", track(",\"writeKey\":\"other\""), "Accept", "*/*")
                        .statusCode(),
                collector.post("/v1/track", track(""), "Accept", "*/*").statusCode(),
                collector.get("/v1/projects/other/settings").statusCode());

        // Then
        assertThat(statuses).containsOnly(401);
        assertThat(events()).isEmpty();
        assertThat(collector.metrics()).doesNotContain("shop-key");
    }

    @Test
    void shouldInflateGzip() throws IOException {
        // When
        HttpResponse<String> answer = collector.post(
                "/v1/batch",
                BodyPublishers.ofByteArray(gzip(batch(typed("")).getBytes(UTF_8))),
                "Authorization",
                RunningCollector.basic(RunningCollector.KEY),
                "Content-Encoding",
                "gzip");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatInflatesBeyondTheLimitAndWhatIsNoGzip() throws IOException {
        // Given
        byte[] bomb = gzip(new byte[100 << 20]);

        // When
        HttpResponse<String> ofBomb = compressed(bomb, "gzip");
        HttpResponse<String> ofText = compressed("{}".getBytes(UTF_8), "gzip");
        HttpResponse<String> ofBrotli = compressed("{}".getBytes(UTF_8), "br");

        // Then
        assertThat(bomb).hasSizeLessThan(500 << 10);
        assertThat(ofBomb.statusCode()).isEqualTo(413);
        assertThat(ofText.statusCode()).isEqualTo(400);
        assertThat(ofBrotli.statusCode()).isEqualTo(415);
    }

    private static HttpResponse<String> compressed(byte[] body, String encoding) {
        return collector.post(
                "/v1/batch",
                BodyPublishers.ofByteArray(body),
                "Authorization",
                RunningCollector.basic(RunningCollector.KEY),
                "Content-Encoding",
                encoding);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void shouldRefuseBodiesThatAreTooLarge() {
        // Given
        byte[] message = new byte[33 << 10];
        byte[] many = new byte[501 << 10];

        // When
        HttpResponse<String> declared = post("/v1/track", BodyPublishers.ofByteArray(message));
        HttpResponse<String> chunked =
                post("/v1/track", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(message)));
        HttpResponse<String> ofBatch = post("/v1/batch", BodyPublishers.ofByteArray(many));

        // Then
        assertThat(List.of(declared.statusCode(), chunked.statusCode(), ofBatch.statusCode()))
                .containsOnly(413);
    }

    private static HttpResponse<String> post(String path, BodyPublisher body) {
        return collector.post(path, body, "Authorization", RunningCollector.basic(RunningCollector.KEY));
    }

    @Test
    void shouldLetPagesOfNamedOriginsSend() {
        // When
        HttpResponse<String> preflight = collector.send(
                "OPTIONS",
                "/v1/t",
                BodyPublishers.noBody(),
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization");
        HttpResponse<String> answer = collector.post(
                "/v1/t",
                track(",\"writeKey\":\"shop-key\""),
                "Origin",
                "https://shop.example",
                "Content-Type",
                "text/plain");

        // Then
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .hasValue("POST, GET");
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElseThrow())
                .contains("Authorization");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
    }

    @Test
    void shouldRefusePagesOfOtherOrigins() {
        // When
        HttpResponse<String> answer =
                collector.post("/v1/t", track(",\"writeKey\":\"shop-key\""), "Origin", "https://other.example");

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void shouldTellSegmentsBrowserLibraryToSendHere() {
        // When
        HttpResponse<String> answer = collector.get("/v1/projects/shop-key/settings");

        // Then
        assertThat(answer.body())
                .contains(
                        "\"apiKey\":\"shop-key\"",
                        "\"apiHost\":\"" + collector.url().substring(7) + "/v1\"");
    }

    @Test
    void shouldRefuseOtherMethodsAndPaths() {
        // When
        HttpResponse<String> method = collector.get("/v1/track");
        HttpResponse<String> path = collector.post("/v1/nothing", "{}");

        // Then
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        assertThat(path.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRefuseHeadersThatAreTooLarge() {
        // When
        HttpResponse<String> answer = collector.get("/health", "X-Large", "x".repeat(17 << 10));

        // Then
        assertThat(answer.statusCode()).isEqualTo(431);
    }

    /** Each holds a connection, but none of the server's 8 threads. */
    @Test
    void shouldAnswerOthersWhileManySlowClientsSend() throws IOException {
        // Given
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.add(collector.connection(
                    "POST /v1/track HTTP/1.1",
                    "Host: localhost",
                    "Authorization: " + RunningCollector.basic(RunningCollector.KEY),
                    "Content-Length: 1000"));
        }

        // When
        HttpResponse<String> answer = collector.post("/v1/track", track(""));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        for (Socket socket : slow) {
            socket.close();
        }
        await().untilAsserted(() -> assertThat(collector.metrics())
                .contains(
                        "intentstream_collector_in_flight_requests 0.0", "intentstream_collector_in_flight_bytes 0.0"));
    }

    @Test
    void shouldEndRequestWhoseBodyComesByteByByte() throws IOException {
        // Given
        Socket socket = collector.connection(
                "POST /v1/track HTTP/1.1",
                "Host: localhost",
                "Authorization: " + RunningCollector.basic(RunningCollector.KEY),
                "Content-Length: 1000");
        Thread dripping = new Thread(() -> drip(socket));

        // When
        dripping.start();
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 408").contains("did not come within 2 seconds", "Connection: close");
        socket.close();
    }

    private static void drip(Socket socket) {
        try (OutputStream out = socket.getOutputStream()) {
            for (int i = 0; i < 900; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // the server has closed the connection
        }
    }

    @Test
    void shouldEndHalfOpenConnections() throws IOException {
        // Given
        WebServer.Bounds bounds = new WebServer.Bounds(Duration.ofMillis(500), 2_048, 8, 16 << 10);
        try (RunningCollector impatient = RunningCollector.start(cluster, withTopics(Map.of()), bounds);
                Socket silent = impatient.connection("POST /v1/track HTTP/1.1", "Host: localhost", "X-Unfinished: 1")) {

            // When
            byte[] rest = silent.getInputStream().readAllBytes();

            // Then
            assertThat(new String(rest, UTF_8)).doesNotContain("200 OK");
        }
    }

    @Test
    void shouldServeNoMoreConnectionsThanAllowed() throws IOException {
        // Given
        WebServer.Bounds bounds = new WebServer.Bounds(Duration.ofSeconds(60), 2, 8, 16 << 10);
        try (RunningCollector small = RunningCollector.start(cluster, withTopics(Map.of()), bounds);
                Socket first = small.connection("GET /health HTTP/1.1", "Host: localhost");
                Socket second = small.connection("GET /health HTTP/1.1", "Host: localhost")) {
            assertThat(first.getInputStream().read()).isEqualTo('H');
            assertThat(second.getInputStream().read()).isEqualTo('H');
            Socket third = small.connection("GET /health HTTP/1.1", "Host: localhost");
            assertThat(third.getInputStream().available()).isZero();

            // When
            first.close();

            // Then
            assertThat(third.getInputStream().read()).isEqualTo('H');
            third.close();
        }
    }

    @Test
    void shouldRefuseMoreEventsThanAKeyMaySend() {
        // Given
        Map<String, String> limited = withTopics(Map.of("collector.rate.limit.events.per.second", "10"));
        String body = batch(Collections.nCopies(10_000, "1").toArray(String[]::new));
        try (RunningCollector slow = RunningCollector.start(cluster, limited)) {

            // When
            HttpResponse<String> first = slow.post("/v1/batch", body);
            HttpResponse<String> second = slow.post("/v1/batch", body);

            // Then
            assertThat(first.statusCode()).isEqualTo(400);
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isGreaterThan(900);
            assertThat(slow.metrics()).contains("intentstream_collector_rate_limited_total 1.0");
        }
    }

    @Test
    void shouldRefuseMoreBytesThanItMayHold() throws IOException {
        // Given
        Map<String, String> small = withTopics(Map.of("collector.buffer.bytes", "1MiB"));
        List<Socket> sending = new ArrayList<>();
        try (RunningCollector full = RunningCollector.start(cluster, small)) {
            for (int i = 0; i < 3; i++) {
                Socket socket = full.connection(
                        "POST /v1/batch HTTP/1.1",
                        "Host: localhost",
                        "Authorization: " + RunningCollector.basic(RunningCollector.KEY),
                        "Content-Length: 400000");
                sending.add(socket);
                if (i < 2) {
                    socket.getOutputStream().write(new byte[399_999]);
                    socket.getOutputStream().flush();
                }
            }
            await().until(() -> full.metrics().contains("intentstream_collector_in_flight_bytes 799998.0"));

            // When
            sending.get(2).getOutputStream().write(new byte[300_000]);
            String answer = new String(sending.get(2).getInputStream().readNBytes(12), UTF_8);

            // Then
            assertThat(answer).isEqualTo("HTTP/1.1 429");
        } finally {
            for (Socket socket : sending) {
                socket.close();
            }
        }
    }

    @Test
    void shouldAcceptAnyKeyButOnlyItsOwnNamesWithoutKeys() {
        // Given
        Map<String, String> open = withTopics(Map.of());
        open.remove("collector.write.keys");
        try (RunningCollector own = RunningCollector.start(cluster, open)) {

            // When
            HttpResponse<String> answer =
                    own.post("/v1/track", track(""), "Authorization", RunningCollector.basic("x"));
            String other = text(
                    own, "POST /v1/track HTTP/1.1", "Host: evil.example", "Content-Length: 0", "Connection: close");

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(other).startsWith("HTTP/1.1 421").contains("collector.write.keys.path");
        }
    }

    private static String text(RunningCollector of, String... lines) {
        try (Socket socket = of.connection(lines)) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldDocumentExactlyItsOwnMetrics() throws IOException {
        // Given
        collector.post("/v1/track", track(""));
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));

        // When
        Set<String> documented = found("\\| `(intentstream_collector_\\w+)` \\|", page);
        Set<String> own = found("# TYPE (intentstream_collector_\\w+)", collector.metrics());

        // Then
        own.removeIf(name -> name.endsWith("_max")); // the page says that each histogram has one
        assertThat(documented).isNotEmpty().isEqualTo(own);
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldRequireTokenForMetrics() {
        // Given
        Map<String, String> guarded = withTopics(Map.of("collector.metrics.token", "secret"));
        try (RunningCollector own = RunningCollector.start(cluster, guarded)) {

            // When
            HttpResponse<String> without = own.get("/metrics");
            HttpResponse<String> with = own.get("/metrics", "Authorization", "Bearer secret");

            // Then
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(with.body()).contains("intentstream_collector_messages_total");
        }
    }

    @Test
    void shouldAnswerRequestThatIsUnderWayWhenItStops() throws Exception {
        // Given
        String message = track("");
        try (RunningCollector own = RunningCollector.start(cluster, withTopics(Map.of()));
                Socket socket = own.connection(
                        "POST /v1/track HTTP/1.1",
                        "Host: localhost",
                        "Authorization: " + RunningCollector.basic(RunningCollector.KEY),
                        "Content-Length: " + message.length())) {
            await().until(() -> own.metrics().contains("intentstream_collector_in_flight_requests 1.0"));
            Thread stopping = new Thread(own::closeCollector);

            // When
            stopping.start();
            await().until(() -> own.get("/health").statusCode() == 503);
            socket.getOutputStream().write(message.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);
            stopping.join();

            // Then
            assertThat(answer).isEqualTo("HTTP/1.1 200");
            assertThat(own.events()).hasSize(1);
        }
    }

    @Test
    void shouldRefuseRequestsOnceItStops() {
        // Given
        try (RunningCollector own = RunningCollector.start(cluster, withTopics(Map.of()))) {
            own.closeCollector();

            // When
            HttpResponse<String> answer = own.post("/v1/track", track(""));

            // Then
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(own.get("/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void shouldServeTls(@TempDir Path folder) throws Exception {
        // Given
        Path keys = Certificate.create(folder);
        Map<String, String> secured = withTopics(Map.of(
                "collector.tls.keystore.location",
                keys.toString(),
                "collector.tls.keystore.password",
                Certificate.PASSWORD));
        try (RunningCollector own = RunningCollector.start(cluster, secured);
                SSLSocket socket = (SSLSocket) trusting(keys).createSocket("127.0.0.1", port(own))) {

            // When
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);

            // Then
            assertThat(own.url()).startsWith("https://");
            assertThat(answer).isEqualTo("HTTP/1.1 200");
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    private static int port(RunningCollector of) {
        return URI.create(of.url()).getPort();
    }

    private static SSLSocketFactory trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), Certificate.PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
