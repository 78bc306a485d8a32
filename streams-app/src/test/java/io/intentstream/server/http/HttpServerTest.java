package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.intentstream.config.AppConfig;
import io.intentstream.config.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The server without an engine: authentication and refused requests. */
class HttpServerTest {
    private static final String HOST = "Host: 127.0.0.1";

    @TempDir
    private Path folder;

    private HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldReportThatEngineIsStarting() {
        // Given
        start(Map.of());

        // When
        RawHttp ready = get("/health/ready");
        RawHttp live = get("/health/live");
        RawHttp profile = get("/profiles/ann");

        // Then
        assertThat(live.status()).isEqualTo(200);
        assertThat(ready.status()).isEqualTo(503);
        assertThat(profile.status()).isEqualTo(503);
        assertThat(profile.headers())
                .containsEntry("retry-after", "1")
                .containsEntry("content-type", "application/json");
        assertThat(profile.body()).contains("the engine is starting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health/live", "/openapi.json", "/profiles/ann", "/nothing/here"})
    void shouldSendSecurityHeadersWithEveryResponse(String path) {
        // Given
        start(Map.of());

        // When
        RawHttp answer = get(path);

        // Then
        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "DENY")
                .hasEntrySatisfying(
                        "content-security-policy", policy -> assertThat(policy).startsWith("default-src 'self'"))
                .doesNotContainKeys("access-control-allow-origin", "server", "set-cookie");
    }

    @Test
    void shouldRequireTheExactToken() {
        // Given
        start(Map.of("http.token", "open-sesame"));

        // When / Then
        for (String wrong : new String[] {
            "X: y",
            "Authorization: Bearer open-sesam",
            "Authorization: Bearer ",
            "Authorization: open-sesame",
            "Authorization: Basic open-sesame",
            "Authorization: Bearer open-sesamf"
        }) {
            RawHttp refused = RawHttp.send(server.url(), "GET /profiles/ann HTTP/1.1", HOST, wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(401);
            assertThat(refused.headers()).containsEntry("www-authenticate", "Bearer");
            assertThat(refused.body()).doesNotContain("sesam");
        }
        assertThat(RawHttp.send(server.url(), "GET /profiles/ann HTTP/1.1", HOST, "Authorization: Bearer open-sesame")
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/stats",
                "/model",
                "/intents/stream",
                "/intents/ann",
                "/users",
                "/users/ann/journey",
                "/users/ann/audiences",
                "/users/ann/recommendations",
                "/users/ann/recommendations/journey",
                "/recommendations",
                "/items/popular",
                "/items/boot/related",
                "/categories/shoes/related",
                "/audiences",
                "/audiences/stream",
                "/audiences/vip/members",
                "/none"
            })
    void shouldRequireTokenForEverythingElse(String path) {
        // Given
        start(Map.of("http.token", "open-sesame"));

        // When
        RawHttp answer = get(path);

        // Then
        assertThat(answer.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/openapi.json", "/health/live"})
    void shouldServeProbesAndPageWithoutToken(String path) {
        // Given
        start(Map.of("http.token", "open-sesame"));

        // When
        RawHttp answer = get(path);

        // Then
        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//profiles/ann", "/health/live/../../stats", "/page/../stats", "/page/%2e%2e/stats", "/./stats"
            })
    void shouldNotAllowTokenToBeBypassed(String path) {
        // Given
        start(Map.of("http.token", "open-sesame"));

        // When
        RawHttp answer = get(path);

        // Then
        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("starting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: evil.example:80", "Host: 127.0.0.1.evil.example"})
    void shouldRefuseForeignHostNamesOnLoopback(String host) {
        // Given
        start(Map.of());

        // When
        RawHttp answer = RawHttp.send(server.url(), "GET /health/live HTTP/1.1", host);

        // Then
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.body()).contains("http.advertised.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: localhost", "Host: LOCALHOST:1234", "Host: [::1]:1", "Host: shop.example:443"})
    void shouldAcceptItsOwnHostNamesOnLoopback(String host) {
        // Given
        start(Map.of("http.advertised.url", "https://shop.example:443"));

        // When
        RawHttp answer = RawHttp.send(server.url(), "GET /health/live HTTP/1.1", host);

        // Then
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseRequestsOfOtherSites() {
        // Given
        start(Map.of());

        // When
        RawHttp read = RawHttp.send(server.url(), "GET /stats HTTP/1.1", HOST, "Sec-Fetch-Site: cross-site");
        RawHttp link = RawHttp.send(
                server.url(), "GET / HTTP/1.1", HOST, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate");
        RawHttp own = RawHttp.send(server.url(), "GET /health/live HTTP/1.1", HOST, "Sec-Fetch-Site: same-origin");

        // Then
        assertThat(read.status()).isEqualTo(403);
        assertThat(link.status()).isEqualTo(200);
        assertThat(own.status()).isEqualTo(200);
    }

    @Test
    void shouldAcceptOnlyReadsWithoutBody() {
        // Given
        start(Map.of());

        // When
        RawHttp post = RawHttp.send(server.url(), "POST /profiles/ann HTTP/1.1", HOST, "Content-Length: 0");
        RawHttp body = RawHttp.send(server.url(), "GET /health/live HTTP/1.1", HOST, "Content-Length: 5");
        RawHttp head = RawHttp.send(server.url(), "HEAD /health/live HTTP/1.1", HOST);
        RawHttp headOfNobody = RawHttp.send(server.url(), "HEAD /nothing HTTP/1.1", HOST);

        // Then
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.headers()).containsEntry("allow", "GET, HEAD, DELETE");
        assertThat(body.status()).isEqualTo(413);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(headOfNobody.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/profiles",
                "/profiles/",
                "/profiles/ann/",
                "/profiles/ann/more",
                "/intents/ann",
                "/users/ann/journey",
                "/users",
                "/audiences",
                "/audiences/vip/members",
                "/stats",
                "/page/page.js",
                "/none"
            })
    void shouldAllowDeletionOfProfilesOnly(String path) {
        // Given
        start(Map.of());

        // When
        RawHttp answer = delete(path);

        // Then
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", "GET, HEAD");
    }

    @Test
    void shouldAcceptErasuresOnceEngineIsRunning() {
        // Given
        start(Map.of());

        // When
        RawHttp answer = delete("/profiles/ann");
        RawHttp ownPage = delete("/profiles/ann", "Origin: http://127.0.0.1", "Sec-Fetch-Site: same-origin");
        RawHttp body = delete("/profiles/ann", "Content-Length: 5");

        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("the engine is starting");
        assertThat(ownPage.status()).isEqualTo(503);
        assertThat(body.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate",
                "Origin: https://evil.example",
                "Origin: http://127.0.0.1:3000",
                "Origin: http://127.0.0.1.evil.example",
                "Origin: null",
                "Origin: ",
            })
    void shouldRefuseErasureRequestedByOtherSites(String header) {
        // Given
        start(Map.of());

        // When
        RawHttp answer = delete("/profiles/ann", header);

        // Then
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void shouldRefusePreflightRequestsOfOtherSites() {
        // Given
        start(Map.of());

        // When
        RawHttp preflight = RawHttp.send(
                server.url(),
                "OPTIONS /profiles/ann HTTP/1.1",
                HOST,
                "Origin: https://evil.example",
                "Access-Control-Request-Method: DELETE");
        RawHttp rebound = RawHttp.send(server.url(), "DELETE /profiles/ann HTTP/1.1", "Host: evil.example");

        // Then
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.headers())
                .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods");
        assertThat(rebound.status()).isEqualTo(421);
    }

    @Test
    void shouldLetPagesOfChosenOriginsRead() {
        // Given
        start(Map.of("http.cors.origins", "https://crm.example, http://localhost:3000", "http.token", "open-sesame"));
        String origin = "Origin: https://crm.example";

        // When
        RawHttp preflight = RawHttp.send(
                server.url(),
                "OPTIONS /intents/stream HTTP/1.1",
                HOST,
                origin,
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: authorization, last-event-id");
        RawHttp read = RawHttp.send(
                server.url(),
                "GET /intents/ann HTTP/1.1",
                HOST,
                origin,
                "Sec-Fetch-Site: cross-site",
                "Authorization: Bearer open-sesame");
        RawHttp without = RawHttp.send(server.url(), "GET /intents/ann HTTP/1.1", HOST, origin);
        RawHttp erase = delete("/profiles/ann", origin, "Authorization: Bearer open-sesame");
        RawHttp other = RawHttp.send(
                server.url(),
                "GET /health/live HTTP/1.1",
                HOST,
                "Origin: https://evil.example",
                "Sec-Fetch-Site: cross-site");
        RawHttp rebound = RawHttp.send(server.url(), "GET /health/live HTTP/1.1", "Host: crm.example", origin);

        // Then
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers())
                .containsEntry("access-control-allow-origin", "https://crm.example")
                .containsEntry("access-control-allow-methods", "GET, HEAD")
                .containsEntry("access-control-allow-headers", "Authorization, Last-Event-ID")
                .doesNotContainKey("access-control-allow-credentials");
        assertThat(read.status()).isEqualTo(503);
        assertThat(read.headers())
                .containsEntry("access-control-allow-origin", "https://crm.example")
                .containsEntry("vary", "Origin");
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.headers()).containsEntry("access-control-allow-origin", "https://crm.example");
        assertThat(erase.status()).isEqualTo(403);
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.headers()).doesNotContainKey("access-control-allow-origin");
        assertThat(rebound.status()).isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "crm.example", "https://*.example", "https://crm.example/", "https://a.example,", "null"})
    void shouldRefuseWhatIsNoOrigin(String origins) {
        // When / Then
        assertThatThrownBy(() -> settings(Map.of("http.cors.origins", origins)))
                .hasMessageContaining("http.cors.origins")
                .hasMessageContaining("https://crm.example:8443");
    }

    @Test
    void shouldEraseOnlyWithToken() {
        // Given
        start(Map.of("http.token", "open-sesame"));

        // When
        RawHttp without = delete("/profiles/ann");
        RawHttp wrong = delete("/profiles/ann", "Authorization: Bearer open-sesam");
        RawHttp right = delete("/profiles/ann", "Authorization: Bearer open-sesame");

        // Then
        assertThat(without.status()).isEqualTo(401);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(right.status()).isEqualTo(503);
    }

    @Test
    void shouldRefuseTooLongRequests() {
        // Given
        start(Map.of());

        // When
        RawHttp url = get("/profiles/" + "a".repeat(20_000));
        RawHttp header = RawHttp.send(server.url(), "GET /health/live HTTP/1.1", HOST, "X: " + "a".repeat(20_000));

        // Then
        assertThat(url.status()).isEqualTo(414);
        assertThat(header.status()).isEqualTo(431);
        assertThat(url.body()).contains("\"status\":414", "8192 bytes");
        assertThat(header.body()).contains("8192 bytes");
        assertThat(url.headers()).containsEntry("x-content-type-options", "nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/profiles/a%00b", "/profiles/%ED%A0%80", "/profiles/a b"})
    void shouldSayInPlainWordsWhatIsWrongWithAPath(String path) {
        // Given
        start(Map.of());

        // When
        RawHttp answer = get(path);

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("percent-encoded UTF-8 without NUL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bands=HIGH",
                "band=high",
                "band=%zz",
                "user=%",
                "latest=-1",
                "latest=5000",
                "latest=x",
                "latest=1%2e0"
            })
    void shouldNotStreamEverythingForAFilterThatMakesNoSense(String query) {
        // Given
        start(Map.of());

        // When
        RawHttp answer = get("/intents/stream?" + query);

        // Then
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/profiles/%FF", "/profiles/%4", "/profiles/%zz", "/profiles/%20", "/profiles/" + LONG})
    void shouldRefuseInvalidUserIds(String path) {
        // Given
        start(Map.of());

        // When
        RawHttp answer = get(path);

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(delete(path).status()).isEqualTo(400);
    }

    private static final String LONG =
            "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhiiiiiiiiiijjjjjjjjjj"
                    + "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhiiiiiiiiiijjjjjjjjjj"
                    + "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffff";

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "a%5Cb", "%2E%2E", "%01", "a%0Ab", "a;b", "a%3Fb", "%25", "%73tream", "%C3%BC"})
    void shouldAcceptUserIdsOfAnyCharacters(String userId) {
        // Given
        start(Map.of());

        // When
        RawHttp answer = get("/intents/" + userId);

        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("the engine is starting");
    }

    @Test
    void shouldNameTheSettingWhenThePortIsInUse() throws IOException {
        // Given
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            HttpSettings settings = settings(Map.of("http.port", String.valueOf(holder.getLocalPort())));
            Logger everything = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            everything.addAppender(log);

            // When / Then
            assertThatThrownBy(() -> HttpServer.start(settings))
                    .isInstanceOf(HttpServerException.class)
                    .hasMessageStartingWith("http.port: can't listen on 127.0.0.1:" + holder.getLocalPort());
            everything.detachAppender(log);
            assertThat(log.list).as("the caller shows the message, once").isEmpty();
        }
    }

    @Test
    void shouldNameTheSettingWhenThereIsNoSuchAddress() {
        // Given
        HttpSettings settings =
                settings(Map.of("http.host", "no-such-host.invalid", "http.token", "t", "http.plain.allowed", "true"));

        // When / Then
        assertThatThrownBy(() -> HttpServer.start(settings))
                .isInstanceOf(HttpServerException.class)
                .hasMessageStartingWith("http.host: ");
    }

    @Test
    void shouldSpeakTlsOnly() throws Exception {
        // Given
        Path keys = Certificate.create(folder);
        start(tls(keys, Certificate.PASSWORD));
        HttpClient trusting = HttpClient.newBuilder()
                .sslContext(Tls.trusting(new HttpSettings.KeyStoreFile(keys, Certificate.PASSWORD)))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/health/live"))
                .build();

        // When
        HttpResponse<String> answer = trusting.send(request, BodyHandlers.ofString());

        // Then
        assertThat(server.url()).startsWith("https://127.0.0.1:");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
        assertThat(plainIsRefused()).isTrue();
    }

    private boolean plainIsRefused() {
        try {
            return get("/health/live").status() != 200;
        } catch (RuntimeException e) {
            return true;
        }
    }

    @Test
    void shouldNameTheSettingWhenTheKeyFileCannotBeUsed() throws Exception {
        // Given
        Path keys = Certificate.create(folder);
        Path garbage = Files.writeString(folder.resolve("garbage.p12"), "no keys");

        // When / Then
        for (Map<String, String> wrong :
                new Map[] {tls(keys, "wrong"), tls(garbage, "x"), tls(folder.resolve("absent.p12"), "x")}) {
            assertThatThrownBy(() -> HttpServer.start(settings(wrong)))
                    .isInstanceOf(HttpServerException.class)
                    .hasMessageStartingWith("http.tls.keystore.location: ")
                    .hasMessageContaining("http.tls.keystore.password");
        }
    }

    private static Map<String, String> tls(Path keys, String password) {
        return Map.of("http.tls.keystore.location", keys.toString(), "http.tls.keystore.password", password);
    }

    private void start(Map<String, String> others) {
        server = HttpServer.start(settings(others));
    }

    private static HttpSettings settings(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(Map.of("http.port", "0"));
        settings.putAll(others);
        return AppConfig.of(settings).http();
    }

    private RawHttp delete(String path, String... headers) {
        String[] all = Stream.concat(Stream.of(HOST), Stream.of(headers)).toArray(String[]::new);
        return RawHttp.send(server.url(), "DELETE " + path + " HTTP/1.1", all);
    }

    private RawHttp get(String path) {
        return RawHttp.send(server.url(), "GET " + path + " HTTP/1.1", HOST);
    }
}
