package io.intentstream.offline.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that a replay wrote. */
public final class ResultParts {
    private ResultParts() {}

    /** The checksums of the parts by name. */
    public static Map<String, Integer> checksums(Path out) throws IOException {
        Map<String, Integer> checksums = new TreeMap<>();
        for (FileResults.Kind kind : FileResults.Kind.values()) {
            if (Files.notExists(out.resolve(kind.folder()))) {
                continue;
            }
            try (Stream<Path> files = Files.list(out.resolve(kind.folder()))) {
                for (Path file : files.toList()) {
                    checksums.put(kind + "/" + file.getFileName(), Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return checksums;
    }
}
