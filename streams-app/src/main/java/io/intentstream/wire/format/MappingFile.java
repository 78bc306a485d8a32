package io.intentstream.wire.format;

import java.nio.file.Path;

/** Reads mapping files. */
final class MappingFile {

    private MappingFile() {}

    static Mapping read(Path file) {
        throw new UnsupportedOperationException("coming: " + file);
    }
}
