package io.intentstream.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.util.Map;

/** A request that can't be answered as asked: thrown by whoever finds out, written once, as JSON. */
final class Problem extends RuntimeException {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final int status;
    private final Map<String, String> headers;

    private Problem(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    static Problem of(int status, String message) {
        return new Problem(status, message, Map.of());
    }

    static Problem of(int status, String message, String header, String value) {
        return new Problem(status, message, Map.of(header, value));
    }

    /** Not now; worth asking again. */
    static Problem unavailable(String reason) {
        return new Problem(503, reason, Map.of("Retry-After", RETRY_AFTER_SECONDS));
    }

    void write(Context ctx) {
        headers.forEach(ctx::header);
        ctx.status(status).contentType("application/json").result(json(status, getMessage()));
    }

    /** The body of every answer that is not a success. */
    static String json(int status, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("message", message)
                .toString();
    }
}
