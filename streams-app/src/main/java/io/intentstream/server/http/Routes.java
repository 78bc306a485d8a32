package io.intentstream.server.http;

import io.intentstream.server.json.UserJson;
import io.intentstream.server.prometheus.PrometheusMetrics;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** All paths of the server; {@code openapi.json} describes them. */
final class Routes {
    /** Paths that need no token; neither do those under {@link #PAGE}. */
    static final Set<String> OPEN = Set.of("/", "/api", "/openapi.json", "/health/live", "/health/ready");

    /** Paths that accept DELETE. */
    static final Pattern DELETABLE = Pattern.compile("/profiles/[^/]+");

    /** The page's files. */
    static final StaticFolder PAGE = new StaticFolder("page");

    private final Supplier<ServerContext> served;
    private final UserRoutes users;
    private final Duration idle;

    /**
     * @param served the engine to serve; throws a {@link Problem} while there is none
     * @param idle how long a connection may neither send nor receive before it is closed
     */
    Routes(Supplier<ServerContext> served, UserRoutes users, Duration idle) {
        this.served = served;
        this.users = users;
        this.idle = idle;
    }

    /** Handlers of GET and HEAD by path; the first path that matches a request is taken. */
    Map<String, Handler> byPath() {
        Map<String, Handler> routes = new LinkedHashMap<>();
        routes.put("/", PAGE.file("index.html"));
        routes.put("/api", PAGE.file("api.html"));
        routes.put(PAGE.files(), PAGE::file);
        routes.put("/openapi.json", Routes::openApi);
        routes.put("/health/live", ctx -> json(ctx, "{\"status\":\"live\"}"));
        routes.put("/health/ready", this::ready);
        routes.put(
                "/intents/stream",
                ctx -> IntentStreamRoute.stream(ctx, () -> served.get().feed(), idle));
        routes.put("/intents/{userId}", ctx -> users.answer(ctx, UserJson::intents));
        routes.put("/profiles/{userId}", ctx -> users.answer(ctx, UserJson::profile));
        routes.put("/users/{userId}/journey", ctx -> users.answer(ctx, UserJson::journey));
        routes.put("/model", this::model);
        routes.put("/stats", this::stats);
        routes.put("/metrics", this::metrics);
        return routes;
    }

    /** Handlers of DELETE by path, for the paths that {@link #DELETABLE} allows. */
    Map<String, Handler> deletingByPath() {
        return Map.of("/profiles/{userId}", users::erase);
    }

    private void ready(Context ctx) {
        ServerContext engine = served.get();
        engine.brokers()
                .silentSince()
                .map(since -> "no broker has answered since " + since)
                .or(engine.users()::notReady)
                .ifPresent(reason -> {
                    throw Problem.unavailable(reason);
                });
        json(ctx, "{\"status\":\"ready\"}");
    }

    private void model(Context ctx) {
        json(ctx, StatusJson.model(served.get().model(), served.get().fingerprint()));
    }

    private void stats(Context ctx) {
        served.get().feed().keepReading();
        json(ctx, StatusJson.stats(served.get(), System.currentTimeMillis()));
    }

    private void metrics(Context ctx) {
        ctx.contentType(PrometheusMetrics.CONTENT_TYPE)
                .result(served.get().metrics().get());
    }

    private static void openApi(Context ctx) throws IOException {
        try (InputStream file = Routes.class.getResourceAsStream("openapi.json")) {
            ctx.contentType("application/json").result(file.readAllBytes());
        }
    }

    private static void json(Context ctx, String text) {
        ctx.contentType("application/json").result(text);
    }
}
