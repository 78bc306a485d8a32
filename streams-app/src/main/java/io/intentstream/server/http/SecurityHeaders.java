package io.intentstream.server.http;

import java.util.Map;

/** Headers of every answer, for browsers. Pages of other sites must not read answers, except those that {@link Cors} allows. */
final class SecurityHeaders {
    static final Map<String, String> ALL = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    private SecurityHeaders() {}
}
