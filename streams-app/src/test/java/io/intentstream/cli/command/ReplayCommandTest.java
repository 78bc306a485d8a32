package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.cli.console.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
    private static final Path MODEL = Path.of("..", "model-artifacts", "shop-intent", "2");

    @TempDir
    private Path folder;

    private Path events;

    @BeforeEach
    void writeEvents() throws IOException {
        events = folder.resolve("events.jsonl");
        Files.write(events, lines(400));
    }

    @Test
    void shouldReplayFileWithReproducibleResults() {
        // Given
        CommandRun first = replay("first", "--threads", "1");

        // When
        CommandRun second = replay("second", "--threads", "3");

        // Then
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(second.out()).contains("400 intents, as many profiles").contains("order of event time");
        CommandRun intents = compare("first/intents", "second/intents");
        assertThat(intents.out()).contains("400 matches, 0 mismatches, 0 missing, 0 extra");
        assertThat(intents.exitCode()).isZero();
        assertThat(compare("first/profiles", "second/profiles").exitCode()).isZero();
        assertThat(folder.resolve("second/.replay")).doesNotExist();
    }

    @Test
    void shouldWriteParquetThatToolsCanRead() throws IOException {
        // Given
        CommandRun avro = replay("avro");

        // When
        CommandRun parquet = replay("parquet", "--out-format", "parquet");

        // Then
        assertThat(avro.exitCode()).as(avro.err()).isZero();
        assertThat(parquet.exitCode()).as(parquet.err()).isZero();
        for (String kind : List.of("intents", "profiles")) {
            CommandRun compared = compare("avro/" + kind, "parquet/" + kind);
            assertThat(compared.out())
                    .contains("400 matches, 0 mismatches, 0 missing, 0 extra")
                    .contains("compared by value");
        }
        assertThat(columns("parquet/intents/part-00000.parquet"))
                .contains("required binary userId (STRING)")
                .contains("required int64 eventTime (TIMESTAMP(MILLIS,true))")
                .contains("required binary band (STRING)")
                .contains("optional double previousProbability")
                .contains("repeated group list")
                .doesNotContain("ENUM");
        assertThat(columns("parquet/profiles/part-00000.parquet"))
                .contains("required group lifetimeCounts (MAP)")
                .contains("required group currentSession {")
                .contains("required group cart (LIST)");
    }

    @Test
    void shouldWriteOnlyIntentsOnRequest() {
        // Given
        replay("both");

        // When
        CommandRun alone = replay("alone", "--intents-only");
        CommandRun topics = CommandRun.of("replay", "--to-topics", "again-", "--intents-only");

        // Then
        assertThat(alone.exitCode()).as(alone.err()).isZero();
        assertThat(alone.out()).contains("400 intents, no profiles").doesNotContain("alone/profiles");
        assertThat(folder.resolve("alone/profiles")).doesNotExist();
        assertThat(compare("both/intents", "alone/intents").out())
                .contains("400 matches, 0 mismatches, 0 missing, 0 extra");
        assertThat(topics.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(topics.err()).contains("--intents-only is for files");
    }

    private String columns(String file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(folder.resolve(file)))) {
            return reader.getFileMetaData().getSchema().toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "backtest", "export"})
    void shouldStopAtDamageUnlessToldToSkipIt(String command) throws IOException {
        // Given
        Files.write(events, lines(4_000));
        byte[] whole = Files.readAllBytes(events);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(whole);
        }
        int length = zipped.size() * 3 / 4;
        Files.write(events, Arrays.copyOf(zipped.toByteArray(), length));
        String place = "events.jsonl, bytes " + length + " to " + length + ": the gzip data are cut off after line ";
        String[] arguments = {
            command,
            "--input",
            events.toString(),
            "--format",
            "clickevent-json",
            "--model",
            MODEL.toString(),
            "--out",
            folder.resolve("stopped").toString()
        };

        // When
        CommandRun stopped = CommandRun.of(arguments);
        String[] lenient = Arrays.copyOf(arguments, arguments.length + 1);
        lenient[arguments.length - 1] = folder.resolve("left-out").toString();
        lenient[arguments.length] = "--skip-corrupt";
        CommandRun leftOut = CommandRun.of(lenient);

        // Then
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.err()).contains(place).contains("--skip-corrupt");
        assertThat(leftOut.exitCode()).as(leftOut.err()).isZero();
        assertThat(leftOut.out()).contains("1 damaged part").contains(place);
    }

    @Test
    void shouldRefuseFolderWithResultsOfAnotherReplay() {
        // Given
        replay("out");

        // When
        CommandRun again = replay("out", "--threads", "1");

        // Then
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("holds results already");
        assertThat(folder.resolve("out/.replay")).doesNotExist();
    }

    @Test
    void shouldSuggestFormatWhenNoLineIsAnEvent() {
        // When
        CommandRun wrong = CommandRun.of(
                "replay",
                "--input",
                events.toString(),
                "--format",
                "taobao",
                "--skip-malformed",
                "--model",
                MODEL.toString(),
                "--out",
                folder.resolve("out").toString());
        CommandRun right = replay("out");

        // Then
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("is --format right?").contains("events.jsonl line 1");
        assertThat(right.exitCode()).as(right.err()).isZero();
    }

    @Test
    void shouldRefuseEmptyRange() {
        // When
        CommandRun run = CommandRun.of(
                "replay",
                "--set",
                "bootstrap.servers=127.0.0.1:1",
                "--set",
                "schema.registry.url=http://127.0.0.1:1",
                "--from",
                "2025-02-01T00:00:00Z",
                "--to",
                "2025-01-01T00:00:00Z");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--from 2025-02-01T00:00:00Z to 2025-01-01T00:00:00Z is an empty range");
    }

    @Test
    void shouldReportDifferences() throws IOException {
        // Given
        replay("first");
        List<String> changed = lines(401);
        changed.set(399, changed.get(399).replace("VIEW_ITEM", "ADD_TO_CART").replace("SEARCH", "ADD_TO_CART"));
        Files.write(events, changed);
        replay("second");

        // When
        CommandRun run = compare("first/intents", "second/intents");

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("0 missing, 1 extra").contains("extra: user ");
    }

    @Test
    void shouldReportEventsWithoutUsableTime() throws IOException {
        // Given
        List<String> lines = lines(3);
        lines.set(1, lines.get(1).replaceAll("\"eventTime\": \"20\\d\\d", "\"eventTime\": \"1969"));
        lines.set(2, "{\"userId\": \"u\"}");
        Files.write(events, lines);

        // When
        CommandRun run = replay("out", "--skip-malformed");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("1 unusable record (1 of them without a usable time), 1 malformed line")
                .contains("EVENT_TIME_TOO_OLD 1")
                .contains("events.jsonl line 3");
    }

    @Test
    void shouldWriteBacktestReportOfTwoBundles() throws IOException {
        // Given
        Path out = folder.resolve("report");

        // When
        CommandRun run = CommandRun.of(
                "backtest",
                "--input",
                events.toString(),
                "--format",
                "clickevent-json",
                "--model",
                MODEL.toString(),
                "--model",
                MODEL.toString(),
                "--drawings",
                "20",
                "--out",
                out.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("users targeted a day").contains("not told apart");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("<h1>Backtest of shop-intent 2")
                .contains("orders caught before checkout")
                .contains("<svg")
                .doesNotContain("src=\"http");
        assertThat(Files.readString(out.resolve("report.json"))).contains("\"medianLeadSeconds\"");
        assertThat(Files.readString(out.resolve("report.md"))).contains("median lead time");
    }

    @Test
    void shouldExplainWhyNoEventWasScored() throws IOException {
        // Given
        List<String> lines = new ArrayList<>(lines(3));
        lines.replaceAll(line -> line.replaceAll("\"eventTime\": \"20\\d\\d", "\"eventTime\": \"1969"));
        Files.write(events, lines);

        // When
        CommandRun run = CommandRun.of(
                "backtest",
                "--input",
                events.toString(),
                "--format",
                "clickevent-json",
                "--model",
                MODEL.toString(),
                "--out",
                folder.resolve("report").toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("No event of events.jsonl was scored").contains("EVENT_TIME_TOO_OLD=3");
    }

    @Test
    void shouldRefuseToCompareBundlesOverInputReadableOnlyOnce() {
        // Given
        String[] arguments = {"backtest", "--input", "-", "--format", "clickevent-json", "--model", "a", "--model", "b"
        };

        // When
        CommandRun run = CommandRun.of(arguments);

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err())
                .contains("--input - or a pipe can be read only once")
                .contains("save the events to a file");
    }

    @Test
    void shouldRefuseFileOptionsWithReplayThroughKafka() {
        // Given
        String[] arguments = {"replay", "--through-kafka", "--to-topics", "trial-", "--skip-malformed"};

        // When
        CommandRun run = CommandRun.of(arguments);

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("--skip-malformed and --skip-corrupt need --input");
    }

    @Test
    void shouldExportExamplesThatTrainingCanRead() throws IOException {
        // Given
        Files.write(events, lines(4_000));
        Path out = folder.resolve("examples");
        CommandRun exported = CommandRun.of(
                "export",
                "--input",
                events.toString(),
                "--format",
                "clickevent-json",
                "--model",
                MODEL.toString(),
                "--keep-negatives",
                "0.5",
                "--out",
                out.toString());

        // When
        CommandRun trained = CommandRun.of(
                "train",
                "--examples",
                out.toString(),
                "--name",
                "from-examples",
                "--model-version",
                "1",
                "--epochs",
                "1",
                "--out",
                folder.resolve("bundles").toString());

        // Then
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(exported.out()).contains("sessions left out randomly");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(folder.resolve("bundles/from-examples/1/manifest.json"))
                .content()
                .contains("purchase later");
    }

    @Test
    void shouldRefuseConflictingOptions() {
        // Given
        String[] arguments = {"replay", "--input", "x.csv"};

        // When
        CommandRun run = CommandRun.of(arguments);

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "--input needs --format: clickevent-avro, clickevent-json, segment, ga4, snowplow, csv, taobao, rees46, clickstreamdmm");
    }

    @Test
    void shouldReportNothingToResume() {
        // Given
        String option = "--resume";

        // When
        CommandRun run = replay("nowhere", option);

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("There is no unfinished replay in ").contains("leave out --resume");
    }

    private CommandRun replay(String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--input",
                events.toString(),
                "--format",
                "clickevent-json",
                "--model",
                MODEL.toString(),
                "--out",
                folder.resolve(out).toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private CommandRun compare(String left, String right) {
        return CommandRun.of(
                "compare",
                folder.resolve(left).toString(),
                folder.resolve(right).toString());
    }

    /** Shoppers of whom some buy; reproducible. */
    private static List<String> lines(int count) {
        Random random = new Random(7);
        String[] types = {"VIEW_ITEM", "VIEW_ITEM", "SEARCH", "ADD_TO_CART", "PURCHASE"};
        Instant time = Instant.parse("2025-03-01T10:00:00Z");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            time = time.plusSeconds(random.nextInt(60));
            lines.add(
                    "{\"eventId\": \"e%d\", \"userId\": \"u%d\", \"eventTime\": \"%s\", \"eventType\": \"%s\", \"itemId\": \"i%d\"}"
                            .formatted(
                                    i,
                                    random.nextInt(60),
                                    time,
                                    types[random.nextInt(types.length)],
                                    random.nextInt(9)));
        }
        return lines;
    }
}
