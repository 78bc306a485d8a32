package io.intentstream.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Deletes folders with everything in them. */
public final class FileTree {

    private FileTree() {}

    /** Deletes a folder and everything in it; does nothing when it does not exist. */
    public static void delete(Path folder) throws IOException {
        delete(folder, path -> false);
    }

    /**
     * Deletes a folder and everything in it, except some paths.
     *
     * @param kept matches what stays, and the folders around it
     */
    public static void delete(Path folder, Predicate<Path> kept) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!kept.test(path)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
