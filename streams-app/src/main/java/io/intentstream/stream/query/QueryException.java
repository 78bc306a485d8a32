package io.intentstream.stream.query;

/** The stores cannot be queried now; a retry may succeed. The message says why, in plain words. */
public final class QueryException extends RuntimeException {
    QueryException(String message) {
        super(message, null, false, false);
    }
}
