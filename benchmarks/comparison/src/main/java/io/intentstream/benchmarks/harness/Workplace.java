package io.intentstream.benchmarks.harness;

import io.intentstream.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The working folder of broker and contestants, which grows to gigabytes. When the comparison ends in any way, even by Ctrl-C,
 * its processes are ended and the folder is emptied. Only the logs stay when it has failed.
 */
final class Workplace {
    private final Path folder;
    private volatile boolean keepLogs = true;

    private Workplace(Path folder) {
        this.folder = folder;
    }

    static Workplace make() throws IOException {
        Workplace workplace = new Workplace(Files.createTempDirectory("intentstream-comparison"));
        Runtime.getRuntime().addShutdownHook(new Thread(workplace::clear, "workplace"));
        return workplace;
    }

    Path folder() {
        return folder;
    }

    /** Deletes the logs too, because the comparison succeeded. */
    void forgetLogs() {
        keepLogs = false;
    }

    private void clear() {
        ProcessHandle.current().descendants().toList().forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        try {
            FileTree.delete(folder, path -> keepLogs && (path.equals(folder) || isLog(path)));
        } catch (IOException e) {
            System.err.println("compare: " + folder + " could not be emptied, delete it: " + e);
        }
    }

    private boolean isLog(Path path) {
        return folder.equals(path.getParent()) && path.toString().endsWith(".log") && Files.isRegularFile(path);
    }
}
