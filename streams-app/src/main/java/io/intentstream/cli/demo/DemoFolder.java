package io.intentstream.cli.demo;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Logging;
import io.intentstream.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a demo's topics, state and log. A temporary folder is deleted at the end; the log stays when the engine failed,
 * since the message to the user names it.
 */
final class DemoFolder implements AutoCloseable {

    private final Path path;
    private final boolean temporary;
    private boolean logKept;

    private DemoFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** The folder that the user named, or a new one when that is null. */
    static DemoFolder at(@Nullable Path named) throws IOException {
        return named == null
                ? new DemoFolder(Files.createTempDirectory("intentstream-demo-"), true)
                : new DemoFolder(writable(named), false);
    }

    private static Path writable(Path named) {
        try {
            Files.createDirectories(named);
        } catch (IOException e) {
            throw new CommandFailed("--data-dir: the folder " + named + " can't be created (" + e + ")", e);
        }
        if (!Files.isWritable(named)) {
            throw new CommandFailed(ExitCode.FAILED, "--data-dir: the folder " + named + " can't be written");
        }
        return named;
    }

    Path path() {
        return path;
    }

    private Path log() {
        return path.resolve("demo.log");
    }

    /** Writes the log into this folder, so that the terminal stays clean. */
    void logHere() {
        Logging.toFile(log());
    }

    /** A failure that the log explains: it is kept, and named in the message. */
    CommandFailed explained(@Nullable String message, @Nullable Throwable cause) {
        logKept = true;
        return new CommandFailed(message + " (log: " + log() + ")", cause);
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        FileTree.delete(path, file -> logKept && log().startsWith(file));
    }
}
