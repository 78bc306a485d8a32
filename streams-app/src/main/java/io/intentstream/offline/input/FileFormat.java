package io.intentstream.offline.input;

import io.intentstream.wire.format.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a file of events is written.
 *
 * @param kind its format
 * @param mapping what the user's mapping file says
 * @param mappingFile the mapping file; empty when there is none
 */
public record FileFormat(EventFormat kind, Mapping mapping, Optional<Path> mappingFile) {

    /** A format as it is, without a mapping file. */
    public static FileFormat of(EventFormat kind) {
        return new FileFormat(kind, Mapping.NONE, Optional.empty());
    }

    /**
     * A format with a mapping file, which is read.
     *
     * @param kind one that can be mapped, unless there is no mapping file
     * @throws io.intentstream.config.InvalidConfigException when the mapping file cannot be used
     */
    public static FileFormat of(EventFormat kind, Optional<Path> mappingFile) {
        if (mappingFile.isEmpty()) {
            return of(kind);
        }
        return new FileFormat(kind, Mapping.read(mappingFile.get()), mappingFile);
    }

    /** Its name, and which mapping file it was read with: changes when the mapping file does. */
    public String identity() {
        return kind.id()
                + mappingFile
                        .map(file -> ", mapping " + file + " " + version(file))
                        .orElse("");
    }

    private static String version(Path file) {
        try {
            return Files.size(file) + " bytes, " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "";
        }
    }
}
