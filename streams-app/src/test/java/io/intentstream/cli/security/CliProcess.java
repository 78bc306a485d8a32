package io.intentstream.cli.security;

import static org.awaitility.Awaitility.await;

import io.intentstream.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A command in its own process, with all its output; logs in full detail. */
final class CliProcess implements AutoCloseable {
    /** Long enough for a command that fails. A command that retries forever exceeds it. */
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path output;

    private CliProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param folder for the settings and the output */
    static CliProcess start(Path folder, Map<String, String> settings, String... arguments) {
        try {
            Path home = Files.createTempDirectory(folder, "cli");
            Properties properties = new Properties();
            properties.putAll(settings);
            Path file = home.resolve("engine.properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    // It lives for seconds, most of which the JIT compilers and collectors would use.
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dintentstream.log.libraries.level=INFO",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
            command.addAll(List.of(arguments));
            command.addAll(List.of("--config", file.toString(), "--verbose"));
            Path output = home.resolve("output");
            return new CliProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has written this text. */
    void awaitOutput(String text) {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("ended with " + process.exitValue() + ": " + output());
            }
            return output().contains(text);
        });
    }

    /** Waits until it has ended by itself and returns its exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, and its exit code. */
    int stop() {
        process.destroy();
        return awaitEnd();
    }

    /** Standard output and standard error so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
