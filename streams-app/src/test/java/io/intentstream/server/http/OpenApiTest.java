package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private final JsonNode openApi = OpenApi.read();

    private static Routes routes() {
        return new Routes(
                () -> null,
                new UserRoutes(() -> null, null),
                new RecentUsersRoute(() -> null, null),
                new AudienceRoutes(() -> null, null),
                new RecommendationRoutes(() -> null, null),
                Duration.ZERO);
    }

    @Test
    void shouldDescribeExactlyTheServedRoutes() {
        // Given
        Routes routes = routes();

        // When
        List<String> described = new ArrayList<>();
        openApi.get("paths").fieldNames().forEachRemaining(described::add);

        // Then
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(routes.byPath().keySet());
    }

    @Test
    void shouldDescribeDeletableResources() {
        // Given
        Routes routes = routes();

        // When
        List<String> described = new ArrayList<>();
        openApi.get("paths").fields().forEachRemaining(path -> {
            if (path.getValue().has("delete")) {
                described.add(path.getKey());
            }
        });

        // Then
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(routes.deletingByPath().keySet());
        assertThat(described).allMatch(path -> Routes.DELETABLE.matcher(path).matches());
    }

    @Test
    void shouldDescribeRoutesWithoutToken() {
        // When
        List<String> open = new ArrayList<>();
        openApi.get("paths").fields().forEachRemaining(path -> {
            if (path.getValue().get("get").get("security").isEmpty()) {
                open.add(path.getKey());
            }
        });
        open.remove(Routes.PAGE.files());

        // Then
        assertThat(open).containsExactlyInAnyOrderElementsOf(Routes.OPEN);
    }

    @Test
    void shouldDescribeEverythingForPeople() {
        // When / Then
        assertThat(openApi.get("servers")).hasSize(1);
        List<String> ids = new ArrayList<>();
        for (JsonNode path : openApi.get("paths")) {
            for (JsonNode operation : path) {
                String id = operation.get("operationId").asText();
                ids.add(id);
                assertThat(operation.path("summary").asText()).as(id).isNotEmpty();
                assertThat(operation.path("description").asText()).as(id).isNotEmpty();
                assertThat(operation.get("tags")).as(id).hasSize(1);
                operation
                        .get("responses")
                        .forEach(answer -> assertThat(OpenApi.resolved(answer)
                                        .path("description")
                                        .asText())
                                .as(id)
                                .isNotEmpty());
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void shouldUseEverySchemaAndAnswer() {
        // Given
        String text = openApi.toString();

        for (String kind : List.of("schemas", "responses", "parameters")) {
            // When
            List<String> names = new ArrayList<>();
            openApi.at("/components/" + kind).fieldNames().forEachRemaining(names::add);

            // Then
            assertThat(names).isNotEmpty().allMatch(name -> text.contains("#/components/" + kind + "/" + name + "\""));
        }
    }
}
