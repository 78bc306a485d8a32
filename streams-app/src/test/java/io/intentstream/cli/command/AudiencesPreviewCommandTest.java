package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudiencesPreviewCommandTest {
    @TempDir
    private Path folder;

    private Path events;
    private Path audiences;

    @BeforeEach
    void simulate() throws IOException {
        events = folder.resolve("events.jsonl");
        assertThat(CommandRun.of("simulate", "--users", "20", "--days", "4", "--out", events.toString())
                        .exitCode())
                .isZero();
        audiences = Files.writeString(folder.resolve("audiences.yaml"), """
                audiences:
                  - name: live
                    when: session.active
                  - name: quiet
                    when: since(lastSeen) >= duration("2h")
                  - name: never
                    when: events < 0
                """);
    }

    @Test
    void shouldShowWhatAudiencesWouldHaveBeen() {
        // When
        String output = preview();

        // Then
        assertThat(output)
                .contains("Audiences over 20 users")
                .contains("Size at the end of each day (UTC), 2025-01-06 to 2025-01-")
                .containsPattern("live +20 ")
                .contains("never has a member")
                .contains("Purchases within 24 h of entering, against everybody who was active on the same days")
                .doesNotContain("of live are in quiet too");
        assertThat(folder).isDirectoryNotContaining("glob:**replay*");
    }

    @Test
    void shouldPrintAJsonObject() throws IOException {
        // When
        JsonNode preview = new ObjectMapper().readTree(preview("--json", "--threads", "1"));

        // Then
        assertThat(preview.at("/users").asInt()).isEqualTo(20);
        assertThat(preview.at("/audiences/0/name").asText()).isEqualTo("live");
        assertThat(preview.at("/audiences/0/days/0/date").asText()).isEqualTo("2025-01-06");
        assertThat(preview.at("/audiences/0/entered").asLong())
                .isEqualTo(preview.at("/audiences/0/left").asLong()
                        + preview.at("/audiences/0/members").asLong());
        assertThat(preview.at("/audiences/1/purchases/lift").isNumber()).isTrue();
        assertThat(preview.at("/audiences/2/purchases/share").isNull()).isTrue();
    }

    private String preview(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "audiences",
                "preview",
                audiences.toString(),
                "--input",
                events.toString(),
                "--format",
                "clickevent-json"));
        arguments.addAll(List.of("--model", "../model-artifacts/shop-intent/2"));
        arguments.addAll(List.of(more));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }
}
