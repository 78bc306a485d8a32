package io.intentstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.cli.console.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {

    private static final String EVENT =
            "{\"eventId\": \"e1\", \"userId\": \"ann\", \"eventTime\": \"2025-03-01T10:00:00Z\", \"eventType\": \"VIEW_ITEM\"}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # A document | clickevent-json | FILE does not begin with events of format clickevent-json: FILE line 1, column 1: not JSON as it is read here: one object
            LONG         | clickevent-json | FILE does not begin with events of format clickevent-json: FILE line 1, column 1: not JSON as it is read here: one object
            EVENT        | taobao | FILE does not begin with events of format taobao: FILE line 1
            EVENT        | taobao | It looks like --format clickevent-json
            ``           | rees46 | FILE is empty: there is no event to play
            """)
    void shouldRefuseFileWithoutEventBeforeAnythingStarts(String text, String format, String message)
            throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("file"),
                text.replace("LONG", "# A line\n".repeat(11) + EVENT).replace("EVENT", EVENT));

        // When
        CommandRun run = CommandRun.of("demo", "--input", file.toString(), "--format", format);

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err()).contains(message.replace("FILE", file.toString()));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldSayWhichFormatAFileLooksLike() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("file"), EVENT);

        // When
        CommandRun run = CommandRun.of("demo", "--input", file.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err())
                .contains(
                        "--input needs --format: clickevent-avro, clickevent-json, segment, ga4, snowplow, csv, taobao, rees46, clickstreamdmm. It looks like --format clickevent-json");
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws IOException {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = "" + taken.getLocalPort();

            // When
            CommandRun run = CommandRun.of("demo", "--bootstrap-port", port);

            // Then
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
            assertThat(run.err())
                    .contains("Port " + port + " on 127.0.0.1 is in use: stop what holds it, or choose another with"
                            + " --bootstrap-port");
        }
    }
}
