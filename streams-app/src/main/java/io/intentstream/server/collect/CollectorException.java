package io.intentstream.server.collect;

import org.jspecify.annotations.Nullable;

/** The collector cannot work; the message says why and what to do. */
public final class CollectorException extends RuntimeException {
    CollectorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
