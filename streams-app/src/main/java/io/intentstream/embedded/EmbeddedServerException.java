package io.intentstream.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server could not start or stop; nothing of it is left running. */
public final class EmbeddedServerException extends RuntimeException {

    EmbeddedServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
