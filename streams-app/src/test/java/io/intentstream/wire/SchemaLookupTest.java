package io.intentstream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.intentstream.core.event.RejectReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaLookupTest {
    private static final String NO_SUCH_PAGE = "404 <html>no such page</html>";

    private ScriptedRegistry registry;

    @BeforeEach
    void startRegistry() throws IOException {
        registry = new ScriptedRegistry();
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {40400, 40401, 40403, 40499})
    void shouldTakeErrorCodeAsTheRegistrysOwnWord(int code) {
        // Given
        registry.answer("/schemas/ids/998", "404 {\"error_code\":%d,\"message\":\"No artifact\"}".formatted(code));

        // When
        assertThatThrownBy(() -> client(Map.of()).schemaOf(998))

                // Then
                .isInstanceOf(UnknownSchemaIdException.class)
                .hasMessage("the schema registry does not know schema id 998");
        assertThat(registry.asked()).containsExactly("GET /schemas/ids/998");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NO_SUCH_PAGE,
                "404 default backend - 404",
                "404 {\"error_code\":404,\"message\":\"HTTP 404\"}",
                "400 {\"message\":\"not an id\"}",
                "403 <html>Request blocked</html>",
                "405 ",
                "410 gone",
                "422 {\"error_code\":422,\"message\":\"bad id\"}",
                "200 <html>login</html>",
                "200 ",
                "200 {}",
                "200 []",
                "302 /login"
            })
    void shouldBlameTheRecordWhenTheRegistryAnswersOtherwise(String answer) {
        // Given
        registry.answer("/schemas/ids/998", answer).answer("/subjects", ScriptedRegistry.SUBJECTS);

        // When
        assertThatThrownBy(() -> client(Map.of()).schemaOf(998))

                // Then
                .isInstanceOf(UnknownSchemaIdException.class)
                .hasMessageContaining("998");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NO_SUCH_PAGE,
                "404 {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
                "200 <html>login</html>",
                "200 {\"version\":\"4.1\"}",
                "401 no",
                "403 no"
            })
    void shouldBlameTheAddressWhenNothingThereIsARegistry(String answer) {
        // Given
        registry.answerOtherwise(answer);

        // When
        assertThatThrownBy(() -> client(Map.of()).schemaOf(998))

                // Then
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageMatching("(?s).*(schema.registry.url|schema registry\\?|basic.auth).*");
    }

    @Test
    void shouldWaitWhenAnAddressThatWasARegistryIsNoneForAWhile() {
        // Given
        SchemaRegistryClient client = client(Map.of());
        registry.answer("/schemas/ids/7", ScriptedRegistry.TEXT_SCHEMA);
        client.schemaOf(7);
        registry.answer("/schemas/ids/7", NO_SUCH_PAGE);

        // When
        assertThatThrownBy(() -> client.schemaOf(8))

                // Then
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("no longer answers");
        registry.answer("/schemas/ids/8", ScriptedRegistry.TEXT_SCHEMA);
        assertThat(client.schemaOf(8)).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void shouldFindAnIdThatIsRegisteredLater() {
        // Given
        SchemaRegistryClient client = client(Map.of("missing.id.cache.ttl.sec", "0"));
        registry.answer("/schemas/ids/7", "404 {\"error_code\":40403}");
        assertThatThrownBy(() -> client.schemaOf(7)).isInstanceOf(UnknownSchemaIdException.class);

        // When
        registry.answer("/schemas/ids/7", ScriptedRegistry.TEXT_SCHEMA);

        // Then
        assertThat(client.schemaOf(7)).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 {\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\";\"}",
                "200 {\"schema\":\"no schema\"}",
                "200 {\"schema\":\"{\\\"type\\\":\\\"record\\\"}\"}",
                "200 {\"schema\":\"\\\"string\\\"\",\"references\":[{\"subject\":\"gone\",\"version\":1}]}",
                "200 {\"schema\":\"\\\"string\\\"\",\"references\":[{\"name\":\"nameless\"}]}"
            })
    void shouldRejectWhatIsNoAvroSchemaAndAskOnce(String answer) {
        // Given
        SchemaRegistryClient client = client(Map.of());
        registry.answer("/schemas/ids/7", answer)
                .answer("/subjects/gone/versions/1", "404 {\"error_code\":40401,\"message\":\"Subject not found\"}");

        // When
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.schemaOf(7))

                    // Then
                    .isInstanceOfSatisfying(
                            RejectedBytesException.class,
                            e -> assertThat(e.reason()).isEqualTo(RejectReason.UNDECODABLE));
        }
        assertThat(registry.asked()).containsOnlyOnce("GET /schemas/ids/7");
    }

    @Test
    void shouldResolveReferencesThatShareOneAndReferencesInACircle() {
        // Given
        String kind = "{\"subject\":\"kind\",\"version\":1}";
        registry.answer(
                        "/schemas/ids/7",
                        "200 {\"schema\":\"\\\"Kind\\\"\",\"references\":[{\"subject\":\"list\",\"version\":1},%s]}"
                                .formatted(kind))
                .answer(
                        "/subjects/list/versions/1",
                        "200 {\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"List\\\",\\\"fields\\\":[]}\","
                                + "\"references\":[%s,{\"subject\":\"list\",\"version\":1}]}".formatted(kind))
                .answer(
                        "/subjects/kind/versions/1",
                        "200 {\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"Kind\\\",\\\"symbols\\\":[\\\"A\\\"]}\"}");

        // When
        Schema schema = client(Map.of()).schemaOf(7);

        // Then
        assertThat(schema.getEnumSymbols()).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "307", "308"})
    void shouldFollowRedirectsWithTheSameMethod(String status) throws IOException {
        try (ScriptedRegistry moved = new ScriptedRegistry()) {
            // Given
            registry.answerOtherwise(status + " " + moved.url() + "/moved");
            moved.answer("/moved", "200 {\"id\":7}");

            // When
            int id = client(Map.of()).idOf("a-value", Schema.create(Schema.Type.STRING));

            // Then
            assertThat(id).isEqualTo(7);
            assertThat(moved.asked()).containsExactly("POST /moved");
        }
    }

    @Test
    void shouldNotSendCredentialsToAnotherHost() throws IOException {
        try (ScriptedRegistry other = new ScriptedRegistry()) {
            // Given
            registry.answerOtherwise("307 " + other.url() + "/there?token=s3cret");
            SchemaRegistryClient client =
                    client(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "shop:hidden"));

            // When
            assertThatThrownBy(() -> client.idOf("a-value", Schema.create(Schema.Type.STRING)))

                    // Then
                    .isInstanceOf(RegistryRefusedException.class)
                    .hasMessageContaining(other.url() + "/there")
                    .hasMessageContaining("schema.registry.url")
                    .hasMessageNotContaining("s3cret")
                    .hasMessageNotContaining("hidden");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void shouldSendCredentialsToAnotherPathOfTheSameHost() {
        // Given
        registry.answer("/schemas/ids/7", "301 /apis/ccompat/v7/schemas/ids/7")
                .answer("/apis/ccompat/v7/schemas/ids/7", ScriptedRegistry.TEXT_SCHEMA);
        SchemaRegistryClient client =
                client(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "shop:hidden"));

        // When
        client.schemaOf(7);

        // Then
        assertThat(registry.asked())
                .containsExactly(
                        "GET /schemas/ids/7", "credentials", "GET /apis/ccompat/v7/schemas/ids/7", "credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/around", "ftp://elsewhere/", "http://user:pass@elsewhere/", ":not an address:"})
    void shouldRefuseRedirectsThatLeadNowhere(String target) {
        // Given
        registry.answerOtherwise("302 " + target);

        // When
        assertThatThrownBy(() -> client(Map.of()).schemaOf(7))

                // Then
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("redirects more than 5 times|without a usable address"
                        .split("\\|")[target.startsWith("/") ? 0 : 1]);
    }

    @Test
    void shouldAskAheadForManyIdsAtTheSameTime() throws IOException {
        // Given
        CountDownLatch allThere = new CountDownLatch(20);
        try (SlowRegistry slow = new SlowRegistry(allThere)) {
            SchemaRegistryClient client = client(Map.of("schema.registry.url", slow.url()));

            // When
            for (int id = 0; id < 20; id++) {
                client.askAhead(id);
                client.askAhead(id);
            }

            // Then
            for (int id = 0; id < 20; id++) {
                int unknown = id;
                assertThatThrownBy(() -> client.schemaOf(unknown)).isInstanceOf(UnknownSchemaIdException.class);
            }
            assertThat(slow.requests.get()).isEqualTo(20);
        }
    }

    @Test
    void shouldAskAgainForWhatWasNotAnsweredAhead() throws IOException {
        // Given
        registry.answerOtherwise("503 down");
        SchemaRegistryClient client = client(Map.of("max.retries", "0"));
        client.askAhead(7);
        await().until(() -> !registry.asked().isEmpty());

        // When
        registry.answer("/schemas/ids/7", ScriptedRegistry.TEXT_SCHEMA);
        Schema schema = client.schemaOf(7);

        // Then
        assertThat(schema).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    /** A registry that answers no request before it has received as many as the latch counts. */
    private static final class SlowRegistry implements AutoCloseable {
        private final AtomicInteger requests = new AtomicInteger();
        private final ExecutorService workers = Executors.newCachedThreadPool();
        private final HttpServer server;

        SlowRegistry(CountDownLatch latch) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.setExecutor(workers);
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                latch.countDown();
                try (exchange) {
                    latch.await();
                    byte[] body = "{\"error_code\":40403}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(404, body.length);
                    exchange.getResponseBody().write(body);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
            workers.shutdownNow();
        }
    }

    private SchemaRegistryClient client(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "schema.registry.url",
                registry.url(),
                "max.retries",
                "1",
                "retries.wait.ms",
                "10",
                "missing.id.cache.ttl.sec",
                "60"));
        settings.putAll(more);
        return SchemaRegistryClient.from(settings);
    }
}
