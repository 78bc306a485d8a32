package io.intentstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSummaryTest {

    private final DemoSummary summary = new DemoSummary(1_000, 997, 997, 2, 1, 50, 12_345.6, 101.5, 250.9);

    @TempDir
    Path folder;

    @Test
    void shouldWriteExactlyTheDocumentedKeys() throws IOException {
        // Given
        Path file = folder.resolve("summary.json");

        // When
        summary.write(file);

        // Then
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "eventsIn",
                        "intentsOut",
                        "profilesOut",
                        "deadLetters",
                        "duplicates",
                        "users",
                        "eventsPerSecond",
                        "latencyMillisP50",
                        "latencyMillisP99");
        assertThat(json.get("eventsIn").asLong()).isEqualTo(1_000);
        assertThat(json.get("latencyMillisP99").asDouble()).isEqualTo(250.9);
    }

    @Test
    void shouldSayWhatEachNumberCounts() {
        // When
        List<String> lines = summary.lines();

        // Then
        assertThat(lines)
                .containsExactly(
                        "1,000 events in the topic · 997 intents and 997 profiles read · 2 dead letters · 1 duplicate"
                                + " · 50 users with an intent",
                        "12,346 events/s · from sending an event to reading its intent: p50 102 ms, p99 251 ms");
    }
}
