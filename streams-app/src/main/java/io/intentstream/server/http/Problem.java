package io.intentstream.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.util.Map;

/** An answer that is not a success. It is thrown where the problem is found, and written as JSON in one place. */
public final class Problem extends RuntimeException {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final int status;
    private final Map<String, String> headers;

    private Problem(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    /** @param message for people: what was wrong, and what to do */
    public static Problem of(int status, String message) {
        return new Problem(status, message, Map.of());
    }

    /** As {@link #of(int, String)}, with a header. */
    public static Problem of(int status, String message, String header, String value) {
        return new Problem(status, message, Map.of(header, value));
    }

    /** A temporary problem: status 503, with the header {@code Retry-After}. */
    public static Problem unavailable(String reason) {
        return new Problem(503, reason, Map.of("Retry-After", RETRY_AFTER_SECONDS));
    }

    /** Writes the answer. */
    public void write(Context ctx) {
        headers.forEach(ctx::header);
        ctx.status(status).contentType("application/json").result(json(status, getMessage()));
    }

    /** The answer's status. */
    public int status() {
        return status;
    }

    /** The body of every such answer. */
    static String json(int status, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("message", message)
                .toString();
    }
}
