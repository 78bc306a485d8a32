package io.intentstream.offline.input;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds public data sets, which are not in the repository. */
public final class RealFile {
    private RealFile() {}

    /** Its path; skips the test where there is none. */
    public static String named(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file.toString();
            }
        }
        String configured = System.getProperty("intentstream.data", "");
        Path file = Path.of(configured).resolve(name);
        assumeTrue(
                !configured.isEmpty() && Files.exists(file),
                () -> "skipped: shared/data/" + name + " is in no folder above, and -Dintentstream.data names none");
        return file.toString();
    }
}
