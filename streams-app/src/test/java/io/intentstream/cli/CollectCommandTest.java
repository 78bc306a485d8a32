package io.intentstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.console.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Settings with which a collector does not start. */
class CollectCommandTest {
    private static final String[] CLUSTER = {
        "collect", "--set", "bootstrap.servers=127.0.0.1:1", "--set", "schema.registry.url=http://127.0.0.1:1"
    };

    private final StringWriter err = new StringWriter();

    private int collect(String... settings) {
        String[] args = new String[CLUSTER.length + 2 * settings.length];
        System.arraycopy(CLUSTER, 0, args, 0, CLUSTER.length);
        for (int i = 0; i < settings.length; i++) {
            args[CLUSTER.length + 2 * i] = "--set";
            args[CLUSTER.length + 2 * i + 1] = settings[i];
        }
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(args);
    }

    @Test
    void shouldNotListenToOtherMachinesWithoutKeysAndTls() {
        // When
        int exitCode = collect("collector.host=0.0.0.0");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString())
                .contains(
                        "collector.write.keys.path: missing, but other machines can reach collector.host=0.0.0.0",
                        "collector.tls.keystore.location: missing");
    }

    @Test
    void shouldNameKeyFileThatCannotBeRead() {
        // When
        int exitCode = collect("collector.write.keys.path=/no/such/file");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("collector.write.keys.path: /no/such/file cannot be read");
    }

    @Test
    void shouldNotWriteToTopicThatTheEngineReadsInAnotherFormat() {
        // When
        int exitCode = collect("collector.port=0", "input.format=segment");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString())
                .contains("collector.topic: the engine reads topic clickstream as segment, but the collector writes");
    }
}
