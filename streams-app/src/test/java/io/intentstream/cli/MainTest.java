package io.intentstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    @TempDir
    Path folder;

    @Test
    void shouldListCommandsInHelp() {
        // When
        CommandRun run = CommandRun.of("--help");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("demo", "run", "produce", "topics", "tail", "user")
                .doesNotContain("config-reference");
    }

    @Test
    void shouldPrintVersion() {
        // When
        CommandRun run = CommandRun.of("--version");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("(?s)intentstream \\d+\\.\\d+\\.\\d+.*Java \\d+.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "produce", "topics", "tail", "user", "train", "evaluate"})
    void shouldHaveHelpForEveryCommand(String command) {
        // When
        CommandRun run = CommandRun.of(command, "--help");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: intentstream " + command);
    }

    @ParameterizedTest
    @CsvSource({"backtest, --horizon", "export, --horizon", "topics, --retention", "train, --session-gap"})
    void shouldExplainDurationFormat(String command, String option) {
        // When
        CommandRun run = CommandRun.of(command, option, "1x");

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains(option, "'1x' is not a duration such as 30m, 24h, 7d or PT30M");
    }

    @Test
    void shouldRequireCommand() {
        // When
        CommandRun run = CommandRun.of();

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("Usage: intentstream", "intentstream: name a command");
    }

    @Test
    void shouldSuggestSimilarOption() {
        // When
        CommandRun run = CommandRun.of("demo", "--event", "5");

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err())
                .contains("intentstream: ", "'--event'", "--events", "See 'intentstream demo --help'")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "tail foo, 'profiles, intents'",
        "replay --out-format foo, 'avro, parquet'",
        "export --split foo, 'user, time'"
    })
    void shouldNameTheWordsToChooseFromAsUsersWriteThem(String command, String words) {
        // When
        CommandRun run = CommandRun.of(command.split(" "));

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no foo: choose one of " + words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    demo --events many              | 'many' is not a whole number, such as 1000
                    demo --events 20,000            | '20,000' is not a whole number, such as 1000
                    demo --events 99999999999999999999 | '99999999999999999999' is too large; at most 9223372036854775807
                    topics --partitions 1e3         | '1e3' is not a whole number
                    topics --partitions 3000000000  | '3000000000' is too large; at most 2147483647
                    produce --garbage NaN           | 'NaN' is not a number, such as 0.5
                    produce --garbage 0,5           | '0,5' is not a number, such as 0.5
                    produce --start 2025-01-31      | '2025-01-31' is not a time such as 2025-01-31T00:00:00Z
                    """)
    void shouldTellInPlainWordsWhatIsWrongWithTheValueOfAnOption(String command, String message) {
        // When
        CommandRun run = CommandRun.of(command.split(" "));

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains(command.split(" ")[1]).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--erase", "--resume", "--json"})
    void shouldRefuseUserIdThatNoEventCanHave(String option) {
        // When
        CommandRun blank = CommandRun.of("user", "", option);
        CommandRun spaces = CommandRun.of("user", "  ", option);
        CommandRun tooLong = CommandRun.of("user", "ü".repeat(129), option);
        CommandRun tail = CommandRun.of("tail", "intents", "--user", "");

        // Then
        assertThat(List.of(blank, spaces, tooLong, tail))
                .extracting(CommandRun::exitCode)
                .containsOnly(ExitCode.USAGE.number());
        assertThat(blank.err()).contains("USER_ID", "userId is missing or blank");
        assertThat(spaces.err()).contains("userId is missing or blank");
        assertThat(tooLong.err()).contains("userId has more than 256 bytes");
        assertThat(tail.err()).contains("--user", "userId is missing or blank");
    }

    @Test
    void shouldListEveryCommandInOneGroupWithAnExampleThatParses() {
        // Given
        CommandLine program = Main.commandLine();
        List<String> listed = CommandGroup.allExamples().stream()
                .map(example -> example.split(" ")[0])
                .toList();

        // When
        List<String> commands = program.getSubcommands().entrySet().stream()
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("help"))
                .toList();

        // Then
        assertThat(listed).containsExactlyInAnyOrderElementsOf(commands);
        assertThat(CommandGroup.allExamples()).allSatisfy(example -> program.parseArgs(example.split(" ")));
    }

    @Test
    void shouldReportEveryWrongSettingAndStartNothing() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("shop.properties"), """
                bootstrap.server=localhost:9092
                schema.registry.url=http://localhost:8081
                session.gap=soon
                """);

        // When
        CommandRun run = CommandRun.of("run", "--config", file.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("bootstrap.server:", "bootstrap.servers", ":1"))
                .anySatisfy(line -> assertThat(line).contains("session.gap", "'soon'", "PT1M", ":3"))
                .anySatisfy(line -> assertThat(line).contains("bootstrap.servers: missing"));
    }

    @Test
    void shouldExplainWhatAnInputFileNeeds() {
        // When
        CommandRun run = CommandRun.of("demo", "--input", "events.csv");

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err())
                .contains("--input needs --format", "taobao", "rees46", "clickstreamdmm", "clickevent-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap.servers", "schema.registry.url", "data.dir"})
    void shouldRefuseDemoOnForeignServers(String key) {
        // When
        CommandRun run = CommandRun.of("demo", "--set", key + "=elsewhere");

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("--set " + key, "intentstream run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--summary", "--intents", "--profiles"})
    void shouldReportUnwritableFilesBeforeDemoStarts(String option) {
        // When
        CommandRun nowhere = CommandRun.of(
                "demo", option, folder.resolve("missing").resolve("file").toString());
        CommandRun noFile = CommandRun.of("demo", option, folder.toString());

        // Then
        assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(nowhere.err()).contains(option + ": " + folder, "can't be written");
        assertThat(noFile.err()).contains(option + ": " + folder + " is a folder");
    }

    @Test
    void shouldRefuseTwoRecordTypesInOneFile() {
        // Given
        String file = folder.resolve("records.jsonl").toString();

        // When
        CommandRun run = CommandRun.of("demo", "--intents", file, "--profiles", file);

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("--intents and --profiles both name " + file);
    }

    @Test
    void shouldFailWhenBrokerIsUnreachable() {
        // When
        CommandRun run = CommandRun.of(
                "user",
                "someone",
                "--set",
                "bootstrap.servers=localhost:1",
                "--set",
                "schema.registry.url=http://localhost:1",
                "--set",
                "default.api.timeout.ms=1000",
                "--set",
                "request.timeout.ms=500");

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err()).contains("localhost:1").doesNotContain("\tat ");
    }
}
