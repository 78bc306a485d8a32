package io.intentstream.server.http;

/** The HTTP server can't start; the message names the setting and says what to do. */
public final class HttpServerException extends RuntimeException {

    HttpServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
