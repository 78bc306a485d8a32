package io.intentstream.server.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets pages of chosen origins use a server in a browser (cross-origin resource sharing). The origin is always named, never
 * {@code *}, and cookies are never allowed; there are none.
 */
public final class Cors {
    private static final String PREFLIGHT_SECONDS = "600";

    private final Set<String> origins;
    private final String methods;
    private final String headers;

    /**
     * @param origins in lower case
     * @param methods that pages may use, separated by commas
     * @param headers that pages may send, separated by commas
     */
    public Cors(Set<String> origins, String methods, String headers) {
        this.origins = origins;
        this.methods = methods;
        this.headers = headers;
    }

    /** Whether the request comes from a page of a chosen origin. */
    public boolean isAllowed(Context ctx) {
        return origin(ctx).isPresent();
    }

    /** Whether the request comes from a page of another origin than the server's own, as far as the browser says. */
    public static boolean isForeign(Context ctx) {
        String origin = ctx.header("Origin");
        String host = ctx.header("Host");
        return origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host);
    }

    private Optional<String> origin(Context ctx) {
        return Optional.ofNullable(ctx.header("Origin"))
                .filter(origin -> origins.contains(origin.toLowerCase(Locale.ROOT)));
    }

    /** Adds the headers by which the browser hands the answer to the page. */
    public void addHeaders(Context ctx) {
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
    public boolean isPreflight(Context ctx) {
        return ctx.req().getMethod().equals("OPTIONS")
                && ctx.header("Access-Control-Request-Method") != null
                && isAllowed(ctx);
    }

    /** Answers such a question. */
    public void answerPreflight(Context ctx) {
        ctx.header("Access-Control-Allow-Methods", methods)
                .header("Access-Control-Allow-Headers", headers)
                .header("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                .status(204);
    }
}
