package io.intentstream.server.http;

import io.intentstream.core.engine.UserView;
import io.intentstream.core.state.StoredState;
import io.intentstream.schema.PurchaseIntent;
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
import java.util.function.BiFunction;
import java.util.function.Function;
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
    private final RecentUsersRoute recent;
    private final AudienceRoutes audiences;
    private final RecommendationRoutes recommendations;
    private final Duration idle;

    /**
     * @param served the engine to serve; throws a {@link Problem} while there is none
     * @param idle how long a connection may neither send nor receive before it is closed
     */
    Routes(
            Supplier<ServerContext> served,
            UserRoutes users,
            RecentUsersRoute recent,
            AudienceRoutes audiences,
            RecommendationRoutes recommendations,
            Duration idle) {
        this.served = served;
        this.users = users;
        this.recent = recent;
        this.audiences = audiences;
        this.recommendations = recommendations;
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
        routes.put("/intents/stream", this::intents);
        routes.put("/intents/{userId}", ctx -> users.answer(ctx, view(UserJson::intents)));
        routes.put("/profiles/{userId}", ctx -> users.answer(ctx, view(UserJson::profile)));
        routes.put("/users", recent::list);
        routes.put("/users/{userId}/journey", ctx -> users.answer(ctx, view(UserJson::journey)));
        routes.put("/users/{userId}/audiences", this::audiencesOf);
        routes.put("/users/{userId}/recommendations", recommendations::ofUser);
        routes.put("/users/{userId}/recommendations/journey", recommendations::hindsight);
        routes.put("/recommendations", recommendations::ofItems);
        routes.put("/items/popular", recommendations::popular);
        routes.put("/items/{itemId}/related", recommendations::relatedItems);
        routes.put("/categories/{categoryId}/related", recommendations::relatedCategories);
        routes.put("/audiences", audiences::list);
        routes.put("/audiences/stream", ctx -> audiences.stream(ctx, idle));
        routes.put("/audiences/{name}/members", audiences::members);
        routes.put("/model", this::model);
        routes.put("/stats", this::stats);
        routes.put("/metrics", this::metrics);
        return routes;
    }

    /** Handlers of DELETE by path, for the paths that {@link #DELETABLE} allows. */
    Map<String, Handler> deletingByPath() {
        return Map.of("/profiles/{userId}", users::erase);
    }

    private static BiFunction<ServerContext, StoredState, String> view(Function<UserView, String> json) {
        return (engine, state) -> json.apply(engine.views().of(state));
    }

    private void intents(Context ctx) throws IOException, InterruptedException {
        FeedRequest<PurchaseIntent> request = FeedRequest.of(ctx, IntentFilter.of(ctx));
        FeedRoute.stream(ctx, request, served.get().intents(), idle);
    }

    private void audiencesOf(Context ctx) {
        DeclaredAudiences.requireSome(served.get().declared());
        users.answer(ctx, AudienceRoutes::ofUser);
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
        json(ctx, StatusJson.model(served.get()));
    }

    private void stats(Context ctx) {
        served.get().intents().keepReading();
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
