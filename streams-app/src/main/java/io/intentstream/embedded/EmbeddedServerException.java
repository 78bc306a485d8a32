package io.intentstream.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An embedded server could not start or stop; none of its threads is left running. */
public final class EmbeddedServerException extends RuntimeException {

    EmbeddedServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Another server has the folder, in this process or another. */
    static EmbeddedServerException folderInUse(Path folder) {
        return new EmbeddedServerException(
                "The folder %s is in use by another server: stop that one, or choose another folder".formatted(folder),
                null);
    }
}
