package io.intentstream.wire;

import org.jspecify.annotations.Nullable;

/** The registry did not answer, or answered that it cannot now, through all retries: trying later can help. */
public final class RegistryUnavailableException extends RegistryException {

    RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
