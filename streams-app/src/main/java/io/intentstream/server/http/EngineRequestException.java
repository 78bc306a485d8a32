package io.intentstream.server.http;

import org.jspecify.annotations.Nullable;

/** A running engine gives no answer, or refuses to. The message names its address and says what to do. */
public final class EngineRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineRequestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
