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
 * The folder of a demo's topics, state and log. A temporary folder is deleted at the end; the log stays when the demo failed.
 */
final class DemoFolder implements AutoCloseable {

    private final Path path;
    private final boolean temporary;
    private boolean succeeded;

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

    static Path log(Path folder) {
        return folder.resolve("demo.log");
    }

    /** Writes the log into this folder, so that the terminal stays clean. */
    void logHere() {
        Logging.toFile(log(path));
    }

    void done(boolean success) {
        succeeded = success;
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        boolean keepLog = !succeeded && Files.exists(log(path)) && Files.size(log(path)) > 0;
        FileTree.delete(path, file -> keepLog && log(path).startsWith(file));
    }
}
