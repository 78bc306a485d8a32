package io.intentstream.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written under a hidden name and then renamed: under its own name it is complete or does not exist.
 *
 * @param target its own name
 */
public record StagedFile(Path target) {

    /** Where to write it. */
    public Path path() {
        return target.resolveSibling("." + target.getFileName() + ".new");
    }

    /** Renames what was written; replaces an existing file. */
    public void publish() throws IOException {
        Files.move(path(), target, StandardCopyOption.ATOMIC_MOVE);
    }
}
