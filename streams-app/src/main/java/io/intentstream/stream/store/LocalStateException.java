package io.intentstream.stream.store;

/** The folder of local state cannot be read or deleted. The message names it. */
public final class LocalStateException extends RuntimeException {

    LocalStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
