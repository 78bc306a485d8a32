package io.intentstream.stream;

import io.intentstream.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** An engine or a collector in its own process, which can be killed. */
public final class EngineProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private EngineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param folder for its settings and its log */
    static EngineProcess start(Path folder, Map<String, String> settings) {
        return start("run", folder, settings);
    }

    /**
     * Starts a command that runs until it is stopped.
     *
     * @param folder for its settings and its log
     */
    public static EngineProcess start(String command, Path folder, Map<String, String> settings) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("engine.properties");
            Properties properties = new Properties();
            properties.putAll(settings);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            Path log = folder.resolve("engine.log");
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process process = new ProcessBuilder(List.of(
                            java,
                            "-Xmx384m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            command,
                            "--config",
                            file.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new EngineProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException with the end of its log when it has ended by itself */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The engine ended with " + process.exitValue() + ": " + endOfLog());
        }
    }

    /** SIGKILL: no shutdown hook, no commit, nothing. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, and its exit code. */
    public int stop() {
        process.destroy();
        return awaitEnd();
    }

    /** Its exit code, once it has ended. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The engine does not end: " + endOfLog());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last lines that it has written. */
    public String endOfLog() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 6_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
