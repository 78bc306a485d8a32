package io.intentstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSchemaRegistryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ONE_FIELD = """
            {"type":"record","name":"PageView","fields":[{"name":"page","type":"string"}]}""";
    private static final String OPTIONAL_FIELD_ADDED = """
            {"type":"record","name":"PageView","fields":[{"name":"page","type":"string"},\
            {"name":"referrer","type":["null","string"],"default":null}]}""";
    private static final String REQUIRED_FIELD_ADDED = """
            {"type":"record","name":"PageView","fields":[{"name":"page","type":"string"},\
            {"name":"referrer","type":"string"}]}""";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void shouldAssignOneIdPerSchemaAcrossSubjects() throws Exception {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            // Given
            int first =
                    register(registry, "a-value", ONE_FIELD).json().get("id").asInt();

            // When
            int second =
                    register(registry, "b-value", ONE_FIELD).json().get("id").asInt();

            // Then
            assertThat(second).isEqualTo(first);
            assertThat(get(registry, "/subjects").json().toString()).isEqualTo("[\"a-value\",\"b-value\"]");
            assertThat(get(registry, "/schemas/ids/" + first + "/versions").json())
                    .hasSize(2);
            assertThat(get(registry, "/schemas/ids/" + first)
                            .json()
                            .get("schema")
                            .asText())
                    .isEqualTo(ONE_FIELD);
        }
    }

    @Test
    void shouldListAndFindTheVersionsOfASubject() throws Exception {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            // Given
            register(registry, "a-value", ONE_FIELD);
            register(registry, "a-value", OPTIONAL_FIELD_ADDED);

            // When
            Answer latest = get(registry, "/subjects/a-value/versions/latest");
            Answer found = call(registry, "POST", "/subjects/a-value", schemaBody(ONE_FIELD));

            // Then
            assertThat(get(registry, "/subjects/a-value/versions").json().toString())
                    .isEqualTo("[1,2]");
            assertThat(latest.json().get("version").asInt()).isEqualTo(2);
            assertThat(latest.json().get("schema").asText()).isEqualTo(OPTIONAL_FIELD_ADDED);
            assertThat(found.json().get("version").asInt()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseASchemaThatCannotReadTheLatestVersion() throws Exception {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            // Given
            register(registry, "a-value", ONE_FIELD);

            // When
            Answer check = call(
                    registry,
                    "POST",
                    "/compatibility/subjects/a-value/versions/latest",
                    schemaBody(REQUIRED_FIELD_ADDED));
            Answer refused = register(registry, "a-value", REQUIRED_FIELD_ADDED);

            // Then
            assertThat(check.json().get("is_compatible").asBoolean()).isFalse();
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().get("message").asText()).contains("incompatible", "a-value", "referrer");
            assertThat(get(registry, "/subjects/a-value/versions").json()).hasSize(1);
        }
    }

    @Test
    void shouldApplyCompatibilityLevelOfSubject() throws Exception {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            // Given
            register(registry, "a-value", ONE_FIELD);
            call(registry, "PUT", "/config/a-value", "{\"compatibility\":\"NONE\"}");

            // When
            Answer accepted = register(registry, "a-value", REQUIRED_FIELD_ADDED);

            // Then
            assertThat(accepted.status()).isEqualTo(200);
            assertThat(get(registry, "/config/a-value")
                            .json()
                            .get("compatibilityLevel")
                            .asText())
                    .isEqualTo("NONE");
            assertThat(get(registry, "/config").json().get("compatibilityLevel").asText())
                    .isEqualTo("BACKWARD");
        }
    }

    @Test
    void shouldKeepIdsAndLevelsAcrossRestartAfterTornWrite() throws Exception {
        // Given
        int id;
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            register(registry, "a-value", ONE_FIELD);
            id = register(registry, "a-value", OPTIONAL_FIELD_ADDED)
                    .json()
                    .get("id")
                    .asInt();
            call(registry, "PUT", "/config", "{\"compatibility\":\"FULL\"}");
        }
        Files.writeString(
                directory.resolve("registry/schemas.jsonl"), "{\"change\":\"regis", StandardOpenOption.APPEND);

        // When
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {

            // Then
            assertThat(get(registry, "/schemas/ids/" + id).json().get("schema").asText())
                    .isEqualTo(OPTIONAL_FIELD_ADDED);
            assertThat(get(registry, "/config").json().get("compatibilityLevel").asText())
                    .isEqualTo("FULL");
            assertThat(register(registry, "b-value", "\"string\"")
                            .json()
                            .get("id")
                            .asInt())
                    .isEqualTo(id + 1);
        }
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            assertThat(get(registry, "/subjects").json()).hasSize(2);
        }
    }

    @Test
    void shouldReturnConfluentErrorCodes() throws Exception {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            // Given
            register(registry, "a-value", ONE_FIELD);

            // When
            Answer[] answers = {
                get(registry, "/subjects/none/versions"),
                get(registry, "/subjects/a-value/versions/9"),
                get(registry, "/schemas/ids/999"),
                call(registry, "POST", "/subjects/a-value", schemaBody("\"long\"")),
                register(registry, "a-value", "{\"type\":\"record\"}"),
                call(registry, "POST", "/subjects/a-value/versions", "not json"),
                call(registry, "POST", "/subjects/a-value/versions", "x".repeat((1 << 20) + 1)),
                call(registry, "DELETE", "/subjects/a-value", ""),
                get(registry, "/elsewhere")
            };

            // Then
            assertThat(answers)
                    .extracting(Answer::errorCode)
                    .containsExactly(40401, 40402, 40403, 40403, 42201, 400, 413, 405, 404);
            assertThat(answers).extracting(Answer::status).containsExactly(404, 404, 404, 404, 422, 400, 413, 405, 404);
        }
    }

    @Test
    void shouldRequireCredentialsWhenConfigured() throws Exception {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0, Optional.of("shop:secret"))) {
            // When
            Answer answer = get(registry, "/subjects");

            // Then
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.errorCode()).isEqualTo(401);
        }
    }

    @Test
    void shouldNamePortAndOptionWhenPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            // Given
            taken.bind(Loopback.address(0));

            // When
            assertThatThrownBy(() -> EmbeddedSchemaRegistry.start(directory, taken.getLocalPort()))

                    // Then
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()))
                    .hasMessageContaining("--registry-port");
        }
    }

    @Test
    void shouldRefuseASecondRegistryInTheSameFolder() {
        try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(directory, 0)) {
            // When
            assertThatThrownBy(() -> EmbeddedSchemaRegistry.start(directory, 0))

                    // Then
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("in use");
            assertThat(registry.port()).isPositive();
        }
    }

    private Answer register(EmbeddedSchemaRegistry registry, String subject, String schema) throws Exception {
        return call(registry, "POST", "/subjects/" + subject + "/versions", schemaBody(schema));
    }

    private static String schemaBody(String schema) {
        return JSON.createObjectNode().put("schema", schema).toString();
    }

    private Answer get(EmbeddedSchemaRegistry registry, String path) throws Exception {
        return call(registry, "GET", path, "");
    }

    private Answer call(EmbeddedSchemaRegistry registry, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    private record Answer(int status, JsonNode json) {
        int errorCode() {
            return json.path("error_code").asInt();
        }
    }
}
