package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"events.jsonl.gz,31", "events.jsonl,123"})
    void shouldWriteTheSimulatorsEventsOfTheseDays(String name, int firstByte) throws IOException {
        // Given
        Path file = folder.resolve(name);

        // When
        CommandRun run = simulate("--users", "40", "--days", "2", "--seed", "7", "--out", file.toString());

        // Then
        Instant end = SimulatorSettings.DEFAULT_START.plus(Duration.ofDays(2));
        List<ClickEvent> written =
                events(EventFile.open(file.toString(), EventFormat.CLICKEVENT_JSON, MalformedPolicy.FAIL), end);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Wrote %,d events of ".formatted(written.size()));
        assertThat(written).isNotEmpty().isEqualTo(events(new ShopperSimulator(SimulatorSettings.of(40, 7)), end));
        assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) firstByte);
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @Test
    void shouldStartAtTheTimeThatTheUserNames() {
        // Given
        String start = "2026-03-01T00:00:00Z";

        // When
        CommandRun run = simulate("--users", "5", "--days", "1", "--start", start, "--out", "-");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).isNotEmpty().allMatch(line -> line.contains("\"eventTime\":\"2026-03-01T"));
        assertThat(run.err()).contains("Wrote ").contains(" to standard output");
    }

    @Test
    void shouldNotReplaceAFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("events.jsonl"), "mine");

        // When
        CommandRun run = simulate("--out", file.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err()).contains(file + " exists already: delete it, or name another --out");
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--days 0 --out x  | --days is 0: it must be from 1 to 3650",
                "--users 0 --out - | The simulator can't have 0 users",
                "--days 1          | Missing required option: '--out=FILE'",
                "--out no/such/folder/events.jsonl | does its folder exist"
            })
    void shouldNameWhatIsWrong(String options, String message) {
        // Given
        String[] args = options.split(" ");

        // When
        CommandRun run = simulate(args);

        // Then
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains(message);
    }

    private static CommandRun simulate(String... options) {
        List<String> all = new ArrayList<>(List.of("simulate"));
        all.addAll(List.of(options));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static List<ClickEvent> events(EventSource source, Instant end) {
        List<ClickEvent> events = new ArrayList<>();
        try (source) {
            for (ClickEvent event = source.next();
                    event != null && event.getEventTime().isBefore(end); ) {
                events.add(event);
                event = source.next();
            }
        }
        return events;
    }
}
