package io.intentstream.server.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets pages of chosen origins read answers in a browser (cross-origin resource sharing). The origin is always named, never
 * {@code *}, and cookies are never allowed; there are none. Changes stay forbidden to such pages.
 */
final class Cors {
    private static final String METHODS = "GET, HEAD";
    private static final String HEADERS = "Authorization, Last-Event-ID";
    private static final String PREFLIGHT_SECONDS = "600";

    private final Set<String> origins;

    /** @param origins in lower case */
    Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** Whether the request comes from a page of a chosen origin. */
    boolean isAllowed(Context ctx) {
        return origin(ctx).isPresent();
    }

    private Optional<String> origin(Context ctx) {
        return Optional.ofNullable(ctx.header("Origin"))
                .filter(origin -> origins.contains(origin.toLowerCase(Locale.ROOT)));
    }

    /** Adds the headers by which the browser hands the answer to the page. */
    void addHeaders(Context ctx) {
        if (origins.isEmpty()) {
            return;
        }
        ctx.header("Vary", "Origin");
        origin(ctx).ifPresent(origin -> {
            ctx.header("Access-Control-Allow-Origin", origin);
            ctx.header("Access-Control-Expose-Headers", "Retry-After");
            ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
        });
    }

    /** Whether a browser asks what a page of a chosen origin may do; it asks without a token. */
    boolean isPreflight(Context ctx) {
        return ctx.req().getMethod().equals("OPTIONS")
                && ctx.header("Access-Control-Request-Method") != null
                && isAllowed(ctx);
    }

    /** Answers such a question. */
    static void answerPreflight(Context ctx) {
        ctx.header("Access-Control-Allow-Methods", METHODS)
                .header("Access-Control-Allow-Headers", HEADERS)
                .header("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                .status(204);
    }
}
