package io.intentstream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryClientTest {
    private static final Schema TEXT = Schema.create(Schema.Type.STRING);
    private static final Schema NUMBER = Schema.create(Schema.Type.LONG);

    @TempDir
    Path directory;

    @Test
    void shouldFindASchemaByTheIdThatItWasGiven() {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            // Given
            SchemaRegistryClient client = client(registry.url(), Map.of());

            // When
            int id = client.idOf("a topic/with odd+signs-value", TEXT);

            // Then
            assertThat(client.schemaOf(id)).isEqualTo(TEXT);
            assertThat(client.idOf("a topic/with odd+signs-value", TEXT)).isEqualTo(id);
        }
    }

    @Test
    void shouldCacheResponses() throws IOException {
        try (Answers answers = new Answers("/", "200 {\"id\":7}", "200 {\"schema\":\"\\\"string\\\"\"}")) {
            // Given
            SchemaRegistryClient client = client(answers.url(), Map.of());
            client.idOf("a-value", TEXT);
            client.schemaOf(7);

            // When
            int id = client.idOf("a-value", TEXT);
            Schema schema = client.schemaOf(7);

            // Then
            assertThat(id).isEqualTo(7);
            assertThat(schema).isEqualTo(TEXT);
            assertThat(answers.asked()).containsExactly("POST /subjects/a-value/versions", "GET /schemas/ids/7");
        }
    }

    @Test
    void shouldRetryAfterServerErrors() throws IOException {
        try (Answers answers = new Answers("/", "500 oops", "503 {}", "429 slow down", "200 {\"id\":7}")) {
            // Given
            SchemaRegistryClient client = client(answers.url(), Map.of());

            // When
            int id = client.idOf("a-value", TEXT);

            // Then
            assertThat(id).isEqualTo(7);
            assertThat(answers.asked()).hasSize(4);
        }
    }

    @Test
    void shouldKeepThePathOfTheAddress() throws IOException {
        try (Answers answers = new Answers("/apis/ccompat/v7/", "200 {\"id\":7}")) {
            // Given
            SchemaRegistryClient client = client(answers.url() + "apis/ccompat/v7/", Map.of());

            // When
            client.idOf("a-value", TEXT);

            // Then
            assertThat(answers.asked()).containsExactly("POST /apis/ccompat/v7/subjects/a-value/versions");
        }
    }

    @Test
    void shouldTryNextAddressWhenOneIsDown() throws IOException {
        // Given
        String down;
        try (Answers answers = new Answers("/")) {
            down = answers.url();
        }
        try (Answers up = new Answers("/", "200 {\"id\":7}")) {
            SchemaRegistryClient client = client(down + "," + up.url(), Map.of("max.retries", "0"));

            // When
            int id = client.idOf("a-value", TEXT);

            // Then
            assertThat(id).isEqualTo(7);
        }
    }

    @Test
    void shouldNameAddressAndSettingWhenRegistryIsUnreachable() throws IOException {
        // Given
        Answers answers = new Answers("/");
        SchemaRegistryClient client = client(answers.url(), Map.of("max.retries", "1"));
        answers.close();

        // When
        assertThatThrownBy(() -> client.schemaOf(7))

                // Then
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(answers.url())
                .hasMessageContaining("attempts: 2")
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void shouldDistinguishUnknownIdFromWrongAddress() throws IOException {
        try (Answers answers = new Answers(
                "/",
                "404 {\"error_code\":40403,\"message\":\"Schema 7 not found\"}",
                "404 <html>no such page</html>",
                "404 <html>no such page</html>")) {
            // Given
            SchemaRegistryClient client = client(answers.url(), Map.of());

            // When
            assertThatThrownBy(() -> client.schemaOf(7))

                    // Then
                    .isInstanceOf(UnknownSchemaIdException.class)
                    .hasMessageContaining("7");
            assertThatThrownBy(() -> client.schemaOf(7)).isInstanceOf(UnknownSchemaIdException.class);
            assertThat(answers.asked()).hasSize(1);
            // Neither the id nor the list of subjects is there: it is the address.
            assertThatThrownBy(() -> client.schemaOf(8))
                    .isInstanceOf(RegistryRefusedException.class)
                    .hasMessageContaining("schema.registry.url");
        }
    }

    @Test
    void shouldIncludeRegistryMessageWhenSchemaIsIncompatible() {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            // Given
            SchemaRegistryClient client = client(registry.url(), Map.of());
            client.idOf("a-value", TEXT);

            // When
            assertThatThrownBy(() -> client.idOf("a-value", NUMBER))

                    // Then
                    .isInstanceOfSatisfying(
                            RegistryRefusedException.class,
                            e -> assertThat(e.status()).isEqualTo(409))
                    .hasMessageContaining("incompatible with an earlier schema")
                    .hasMessageContaining("a-value");
        }
    }

    @Test
    void shouldAuthenticateFromSettingsAndFromTheAddress() {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0, Optional.of("shop:s3cret"))) {
            // Given
            SchemaRegistryClient fromSettings = client(registry.url(), userInfo("shop:s3cret"));
            SchemaRegistryClient fromAddress =
                    client(registry.url().replace("http://", "http://shop:s3cret@"), Map.of());

            // When
            int first = fromSettings.idOf("a-value", TEXT);
            int second = fromAddress.idOf("a-value", TEXT);

            // Then
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void shouldNameSettingsButNotValuesWhenCredentialsAreWrong() {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0, Optional.of("shop:s3cret"))) {
            // Given
            SchemaRegistryClient client = client(registry.url(), userInfo("shop:guess"));

            // When
            assertThatThrownBy(() -> client.schemaOf(1))

                    // Then
                    .isInstanceOf(RegistryRefusedException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("basic.auth.user.info")
                    .hasMessageNotContaining("guess");
        }
    }

    @Test
    void shouldResolveReferencesToOtherSubjects() throws IOException {
        try (Answers answers = new Answers(
                "/",
                "200 {\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"shop.Kind\\\"}\","
                        + "\"references\":[{\"name\":\"shop.Kind\",\"subject\":\"kinds\",\"version\":3}]}",
                "200 {\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"shop.Kind\\\",\\\"symbols\\\":[\\\"A\\\"]}\"}")) {
            // Given
            SchemaRegistryClient client = client(answers.url(), Map.of());

            // When
            Schema schema = client.schemaOf(7);

            // Then
            assertThat(schema.getElementType().getEnumSymbols()).containsExactly("A");
            assertThat(answers.asked()).containsExactly("GET /schemas/ids/7", "GET /subjects/kinds/versions/3");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "schema.registry.url, localhost:8081",
        "max.retries, -1",
        "auto.register.schemas, yes",
        "basic.auth.credentials.source, SASL_INHERIT",
        "schema.registry.ssl.truststore.location, /nowhere/trust.p12",
        "schema.registry.ssl.trustall, true"
    })
    void shouldNameASettingThatIsWrong(String key, String value) {
        // Given
        Map<String, Object> settings = new HashMap<>(Map.of("schema.registry.url", "http://localhost:8081"));
        settings.put(key, value);

        // When
        assertThatThrownBy(() -> SchemaRegistryClient.from(settings))

                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    private static Map<String, String> userInfo(String userInfo) {
        return Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", userInfo);
    }

    private static SchemaRegistryClient client(String url, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("schema.registry.url", url, "retries.wait.ms", "10", "missing.id.cache.ttl.sec", "60"));
        settings.putAll(more);
        return SchemaRegistryClient.from(settings);
    }

    /** A server that returns prepared responses ("status body") in order and records the requests. */
    private static final class Answers implements AutoCloseable {
        private final HttpServer server;
        private final List<String> asked = new CopyOnWriteArrayList<>();

        Answers(String context, String... prepared) throws IOException {
            Iterator<String> next = List.of(prepared).iterator();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.createContext(context, exchange -> {
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                String[] answer = next.next().split(" ", 2);
                byte[] body = answer[1].getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(Integer.parseInt(answer[0]), body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        List<String> asked() {
            return asked;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
