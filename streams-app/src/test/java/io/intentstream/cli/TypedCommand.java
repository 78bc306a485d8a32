package io.intentstream.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A command line that runs in a process of its own.
 *
 * @param line what was typed
 * @param process its process
 * @param file its standard output and standard error
 */
public record TypedCommand(String line, Process process, Path file) {

    /** Long enough for a command that fails. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Waits until it has printed this text. */
    public void awaitOutput(String text) {
        await(line).atMost(PATIENCE).until(() -> {
            boolean alive = process.isAlive();
            boolean printed = output().contains(text);
            if (!alive && !printed) {
                throw new IllegalStateException(line + " ended with " + process.exitValue() + ": " + output());
            }
            return printed;
        });
    }

    /** Waits until it has ended by itself and returns its exit code. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(line + " does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to end, and returns its exit code. */
    public int stop() {
        process.destroy();
        return awaitEnd();
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
