package io.intentstream.wire;

import org.jspecify.annotations.Nullable;

/** The registry did not answer, or answered that it is not available, despite all retries. Trying later can help. */
public final class RegistryUnavailableException extends RegistryException {

    RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
