package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.Main;
import io.intentstream.cli.console.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProduceCommandTest {

    private static final String CLUSTER =
            "--set bootstrap.servers=localhost:1 --set schema.registry.url=http://localhost:1";

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --input x.csv                 | --input needs --format: clickevent-avro, clickevent-json, segment, ga4, snowplow, csv, taobao
            --input x.csv --format xml    | There is no format xml: choose one of clickevent-avro, clickevent-json, segment, ga4
            --input x.csv --format jsonl  | The format jsonl is now called clickevent-json
            --format taobao               | --format, --mapping, --as-is and --skip-malformed need --input
            -i x.csv -f taobao --users 5  | --users and --start are for the simulator: leave them out, or leave out --input
            --rate -1                     | --rate is -1.0: it must be 0 or more
            --events -1                   | --events is -1: it must be 0 or more
            --late 2                      | --duplicates and --late must be from 0 to 1
            --live --rate 0               | --rate is 0: live events need a pace, such as 50 a second
            --live --start 2025-01-01T00:00:00Z | --live simulates events that happen now: leave out --input and --start
            --live -i x.csv -f taobao     | --live simulates events that happen now: leave out --input and --start
            --garbage 2                   | --garbage is 2.0: it must be from 0 to 1
            """)
    void shouldRefuseOptionsThatDoNotGoTogether(String options, String message) {
        // Given
        String[] args = (CLUSTER + " " + options).split(" ");

        // When
        int exitCode = produce(args);

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains(message);
    }

    @Test
    void shouldReportMissingFile(@TempDir Path directory) {
        // Given
        String file = directory.resolve("nowhere.csv").toString();

        // When
        int exitCode = produce((CLUSTER + " --format taobao --input " + file).split(" "));

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILED.number());
        assertThat(err).hasToString("intentstream: There is no file " + file + ": check the path\n");
    }

    @Test
    void shouldNotWriteIntoATopicThatIsReadInAnotherFormat() {
        // When
        int exitCode = produce((CLUSTER + " --set input.format.clickstream=segment").split(" "));

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILED.number());
        assertThat(err)
                .asString()
                .startsWith(
                        "intentstream: produce writes clickevent-avro, but the engine reads clickstream as segment: set input.format.clickstream=clickevent-avro");
    }

    private int produce(String... options) {
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
        String[] args = new String[options.length + 1];
        args[0] = "produce";
        System.arraycopy(options, 0, args, 1, options.length);
        return command.execute(args);
    }
}
