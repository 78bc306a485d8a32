package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private final JsonNode openApi = OpenApi.read();

    @Test
    void shouldDescribeExactlyTheServedRoutes() {
        // Given
        Routes routes = new Routes(() -> null, new UserRoutes(() -> null, null), Duration.ZERO);

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
        Routes routes = new Routes(() -> null, new UserRoutes(() -> null, null), Duration.ZERO);

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
        open.remove(PageRoutes.PREFIX + "{file}");

        // Then
        assertThat(open).containsExactlyInAnyOrderElementsOf(Routes.OPEN);
    }
}
