package io.intentstream.server.http;

import org.jspecify.annotations.Nullable;

/** The HTTP server cannot start. The message names the setting and says what to do. */
public final class HttpServerException extends RuntimeException {

    HttpServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
