package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.intentstream.cli.InterruptibleProcess;
import io.intentstream.offline.replay.ResultParts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay in its own process that is stopped and resumed. */
class StoppedReplayIT {
    private static final Path MODEL = Path.of("..", "model-artifacts", "shop-intent", "2");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVENTS = 60_000;
    private static final int INTERRUPTED = 130;

    @TempDir
    private static Path folder;

    private static Path events;
    private static Map<String, Integer> uninterrupted;

    @BeforeAll
    static void replayAtOnce() throws Exception {
        events = folder.resolve("events.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            lines.add(line(i));
        }
        Files.write(events, lines);
        Path out = folder.resolve("at-once");
        assertThat(exitCode(start(events.toString(), out))).as(log(out)).isZero();
        uninterrupted = ResultParts.checksums(out);
    }

    @Test
    void shouldResumeAfterCtrlC() throws Exception {
        // Given
        Path out = folder.resolve("interrupted");
        Process first = start(events.toString(), out);
        awaitFirstShard(out);

        // When
        interrupt(first);
        int exitCode = exitCode(first);
        String said = log(out);
        boolean finished = Files.exists(out.resolve("summary.json"));
        Process second = start(events.toString(), out, "--resume");

        // Then
        assertThat(exitCode).as(said).isEqualTo(INTERRUPTED);
        assertThat(finished).isFalse();
        assertThat(said)
                .contains("Stopped. Continue with: ./intentstream replay --input " + events)
                .contains(" --resume");
        assertThat(exitCode(second)).as(log(out)).isZero();
        assertThat(ResultParts.checksums(out)).isEqualTo(uninterrupted);
        assertThat(out.resolve(".replay")).doesNotExist();
    }

    @Test
    void shouldResumeAfterKill() throws Exception {
        // Given
        Path out = folder.resolve("killed");
        Process first = start(events.toString(), out);
        awaitFirstShard(out);

        // When
        first.destroyForcibly().waitFor();
        boolean finished = Files.exists(out.resolve("summary.json"));
        Process second = start(events.toString(), out, "--resume");

        // Then
        assertThat(finished).isFalse();
        assertThat(exitCode(second)).as(log(out)).isZero();
        assertThat(ResultParts.checksums(out)).isEqualTo(uninterrupted);
    }

    @Test
    void shouldStopWhileReading() throws Exception {
        // Given
        Path out = folder.resolve("reading");
        Process first = start("-", out);
        Thread feeder = new Thread(() -> feedUntilClosed(first.getOutputStream()));
        feeder.start();
        await().atMost(PATIENCE).until(() -> Files.exists(out.resolve(".replay/shard-00000.events")));

        // When
        interrupt(first);
        int exitCode = exitCode(first);
        feeder.join();
        Process second = start("-", out, "--resume");
        try (OutputStream in = second.getOutputStream()) {
            Files.copy(events, in);
        }

        // Then
        assertThat(exitCode).isEqualTo(INTERRUPTED);
        assertThat(exitCode(second)).as(log(out)).isZero();
        assertThat(log(out)).contains("Stopped. Continue with: ").contains("60,000 intents");
        assertThat(ResultParts.checksums(out)).isEqualTo(uninterrupted);
    }

    /** Sends events without end, so that the replay is reading when the signal arrives. */
    private static void feedUntilClosed(OutputStream in) {
        try (in) {
            for (int i = 0; true; i++) {
                in.write((line(i % EVENTS) + "\n").getBytes());
            }
        } catch (IOException e) {
            // the process has ended
        }
    }

    private static void awaitFirstShard(Path out) {
        await().atMost(PATIENCE).until(() -> Files.exists(out.resolve(".replay/done-00000.json")));
    }

    private static Process start(String input, Path out, String... more) throws IOException {
        Files.createDirectories(out);
        List<String> command = new ArrayList<>(List.of(
                "replay",
                "--input",
                input,
                "--format",
                "clickevent-json",
                "--model",
                MODEL.toString(),
                "--threads",
                "1",
                "--out",
                out.toString()));
        command.addAll(Arrays.asList(more));
        return InterruptibleProcess.of(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(out).toFile()))
                .start();
    }

    /** What Ctrl-C does. */
    private static void interrupt(Process process) throws Exception {
        InterruptibleProcess.signal(process, "INT");
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String log(Path out) throws IOException {
        return Files.readString(logFile(out));
    }

    private static Path logFile(Path out) {
        return out.resolveSibling(out.getFileName() + ".log");
    }

    private static String line(int number) {
        return "{\"eventId\": \"e%d\", \"userId\": \"u%d\", \"eventTime\": \"%s\", \"eventType\": \"VIEW_ITEM\", \"itemId\": \"i%d\"}"
                .formatted(
                        number,
                        number * 7919L % 2_003,
                        Instant.parse("2025-03-01T10:00:00Z").plusSeconds(number * 3L),
                        number % 97);
    }
}
