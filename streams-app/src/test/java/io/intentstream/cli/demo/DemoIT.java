package io.intentstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.Main;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.RandomBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("log_interval", 3, 2), new FeatureSpec.Numeric("session_carts", 0.2, 0.5)),
            List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM", "ADD_TO_CART"), 0)));

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = RandomBundle.write(folder.resolve("model"), FEATURES, 16);
    }

    @Test
    void shouldScoreEverySimulatedEventOnce() throws IOException {
        // Given
        Path summary = folder.resolve("summary.json");
        Path intents = folder.resolve("intents.jsonl");
        Path profiles = folder.resolve("profiles.jsonl");

        // When
        int exitCode = demo(
                "--events", "2000",
                "--users", "100",
                "--summary", summary.toString(),
                "--intents", intents.toString(),
                "--profiles", profiles.toString());

        // Then
        assertThat(exitCode).isZero();
        JsonNode figures = JSON.readTree(summary.toFile());
        assertThat(figures.get("eventsIn").asLong()).isEqualTo(2_000);
        assertThat(figures.get("intentsOut").asLong()).isEqualTo(2_000);
        assertThat(figures.get("profilesOut").asLong()).isEqualTo(2_000);
        assertThat(figures.get("deadLetters").asLong()).isZero();
        assertThat(figures.get("latencyMillisP50").asDouble()).isPositive();
        assertThat(lines(intents))
                .extracting(intent -> intent.get("eventId").asText())
                .hasSize(2_000)
                .doesNotHaveDuplicates();
        assertThat(updatesRiseByOne(lines(intents))).isTrue();
        assertThat(lines(profiles)).hasSize(2_000);
    }

    @Test
    void shouldCountDuplicatesAndDeadLettersOfAFile() throws IOException {
        // Given
        Path file = Files.write(
                folder.resolve("events.jsonl"),
                List.of(
                        event("e1", "ann", 100),
                        event("e2", "ann", 200),
                        event("e1", "ann", 100),
                        event("e3", "bob", -5)));
        Path summary = folder.resolve("summary.json");

        // When
        int exitCode = demo("--input", file.toString(), "--format", "clickevent-json", "--summary", summary.toString());

        // Then
        assertThat(exitCode).isZero();
        JsonNode figures = JSON.readTree(summary.toFile());
        assertThat(figures.get("eventsIn").asLong()).isEqualTo(4);
        assertThat(figures.get("intentsOut").asLong()).isEqualTo(2);
        assertThat(figures.get("duplicates").asLong()).isEqualTo(1);
        assertThat(figures.get("deadLetters").asLong()).isEqualTo(1);
        assertThat(figures.get("users").asLong()).isEqualTo(1);
    }

    @Test
    void shouldCountOnlyItsOwnEventsWhenFolderIsReused() throws IOException {
        // Given
        Path summary = folder.resolve("summary.json");
        demo("--events", "300", "--users", "20");

        // When
        int exitCode = demo("--events", "200", "--users", "20", "--seed", "7", "--summary", summary.toString());

        // Then
        assertThat(exitCode).isZero();
        JsonNode figures = JSON.readTree(summary.toFile());
        assertThat(figures.get("eventsIn").asLong()).isEqualTo(200);
        assertThat(figures.get("intentsOut").asLong()).isEqualTo(200);
        assertThat(figures.get("profilesOut").asLong()).isEqualTo(200);
    }

    @Test
    void shouldFailWhenFileContainsNoEvent() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("events.jsonl"), event("e1", "ann", 100) + "\n");

        // When
        int exitCode = demo("--input", file.toString(), "--format", "taobao");

        // Then
        assertThat(exitCode).isEqualTo(1);
    }

    private int demo(String... args) {
        List<String> all = new ArrayList<>(List.of(
                "demo",
                "--data-dir",
                folder.resolve("data").toString(),
                "--set",
                "model.path=" + model,
                "--set",
                "audiences.path=" + Path.of("..", "model-artifacts", "audiences", "standard.yaml")));
        all.addAll(List.of(args));
        return Main.execute(all.toArray(String[]::new));
    }

    private static String event(String eventId, String userId, long priceMinor) {
        return """
            {"eventId": "%s", "userId": "%s", "eventTime": "2025-03-01T10:00:00Z", "eventType": "VIEW_ITEM", "priceMinor": %d}""".formatted(eventId, userId, priceMinor);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static boolean updatesRiseByOne(List<JsonNode> intents) {
        Map<String, Long> last = new HashMap<>();
        return intents.stream().allMatch(intent -> {
            long number = intent.get("updateNumber").asLong();
            Long before = last.put(intent.get("userId").asText(), number);
            return number == (before == null ? 1 : before + 1);
        });
    }
}
