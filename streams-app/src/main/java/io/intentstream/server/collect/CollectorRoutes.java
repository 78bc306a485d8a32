package io.intentstream.server.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.server.http.Cors;
import io.intentstream.server.http.Mount;
import io.intentstream.server.http.Problem;
import io.intentstream.server.http.WebServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The paths of Segment's HTTP tracking API. They can stand on any server; until {@link #serve} is called, trackers are told to
 * send again later.
 */
public final class CollectorRoutes implements Mount {
    private static final String SETTINGS = "/v1/projects/";
    private static final String BASIC = "basic ";

    /** Within which a body must have come; for a batch that is 17 KB a second. */
    static final Duration BODY_PATIENCE = Duration.ofSeconds(30);

    private final AtomicReference<@Nullable Collector> served = new AtomicReference<>();
    private final Cors cors;
    private final Duration bodyPatience;

    /** @param origins whose pages may send messages besides those of the server itself, in lower case */
    public CollectorRoutes(Set<String> origins) {
        this(origins, BODY_PATIENCE);
    }

    /** @param bodyPatience within which a body must have come */
    CollectorRoutes(Set<String> origins, Duration bodyPatience) {
        this.cors = new Cors(origins, "POST, GET", "Authorization, Content-Type, Content-Encoding, X-Retry-Count");
        this.bodyPatience = bodyPatience;
    }

    /** Takes messages from now on. The caller closes the collector before the server. */
    public void serve(Collector collector) {
        served.set(collector);
    }

    @Override
    public boolean owns(String path) {
        return path.startsWith("/v1/") || path.startsWith("/beacon/v1/");
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before("/v1/*", this::check);
        routes.before("/beacon/v1/*", this::check);
        for (Endpoint endpoint : Endpoint.values()) {
            endpoint.paths().forEach(path -> routes.addHttpHandler(HandlerType.POST, path, ctx -> post(ctx, endpoint)));
        }
        routes.addHttpHandler(HandlerType.GET, SETTINGS + "{writeKey}/settings", this::settings);
    }

    /** Why no messages are taken; empty while they are. */
    Optional<String> notReady() {
        Collector collector = served.get();
        return collector == null ? Optional.of("the collector is starting") : collector.notReady();
    }

    private Collector collector() {
        Collector collector = served.get();
        if (collector == null) {
            throw Busy.starting();
        }
        return collector;
    }

    private void check(Context ctx) {
        cors.addHeaders(ctx);
        if (cors.isPreflight(ctx)) {
            cors.answerPreflight(ctx);
            ctx.skipRemainingHandlers();
            return;
        }
        counting(() -> {
            requireOrigin(ctx);
            requireMethod(ctx);
        });
    }

    /** Any page could reach a collector in a network that the page's author cannot, and send messages without a preflight. */
    private void requireOrigin(Context ctx) {
        if (Cors.isForeign(ctx) && !cors.isAllowed(ctx)) {
            throw Problem.of(403, "pages of this origin may not send events here; add it to collector.cors.origins");
        }
    }

    private static void requireMethod(Context ctx) {
        boolean reads = ctx.path().startsWith(SETTINGS);
        String allowed = reads ? "GET" : "POST";
        if (!ctx.req().getMethod().equals(allowed)) {
            throw Problem.of(405, "this path accepts only " + allowed, "Allow", allowed);
        }
    }

    private void settings(Context ctx) {
        String key = ctx.pathParam("writeKey");
        counting(() -> collector().requireKey(key));
        String protocol = Optional.ofNullable(ctx.header("X-Forwarded-Proto"))
                .filter(Predicate.isEqual("https"))
                .orElse(ctx.req().getScheme());
        String host = Optional.ofNullable(ctx.header("Host")).orElse("");
        ctx.contentType("application/json").result(BrowserSettings.json(key, protocol, host));
    }

    private void post(Context ctx, Endpoint endpoint) {
        Collector collector = collector();
        boolean gzip = counting(() -> {
            collector.requireOpen();
            RequestBody.requireFit(ctx.req().getContentLengthLong() - RequestBody.MAX_DISCARDED, endpoint.maxBytes());
            return isGzip(ctx);
        });
        String key = counting(() -> headerKey(ctx).map(collector::requireKey).orElse(null));
        ctx.future(() -> answer(ctx, collector, endpoint, key, gzip));
    }

    /** The request is asynchronous: it holds no thread while its body comes, nor while Kafka confirms its events. */
    private CompletableFuture<?> answer(
            Context ctx, Collector collector, Endpoint endpoint, @Nullable String key, boolean gzip) {
        AsyncContext async = ctx.req().getAsyncContext();
        RequestBody body = body(ctx, collector, endpoint);
        async.addListener(new Exchange(ctx, collector.metrics(), body));
        return body.receive(bodyPatience)
                .thenCompose(bytes -> {
                    collector.metrics().received(bytes.length);
                    return collector.collect(endpoint, key, gzip ? body.inflate(bytes) : bytes);
                })
                // Kafka's thread must neither make answers nor wait for a client that is slow to read.
                .thenAcceptAsync(answer -> answer.get().write(ctx), async::start)
                .exceptionallyAsync(failure -> fail(ctx, failure), async::start);
    }

    private static RequestBody body(Context ctx, Collector collector, Endpoint endpoint) {
        try {
            return new RequestBody(ctx.req(), endpoint.maxBytes(), collector.inFlight());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Void fail(Context ctx, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Problem problem) {
            problem.write(ctx);
        } else {
            WebServer.failed(cause, ctx);
        }
        return null;
    }

    private static boolean isGzip(Context ctx) {
        String encoding = Optional.ofNullable(ctx.header("Content-Encoding")).orElse("identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> true;
            case "identity", "" -> false;
            default -> throw Problem.of(415, "the body may be sent as it is or as gzip", "Accept-Encoding", "gzip");
        };
    }

    /** The write key as the user name of basic authentication, or as a parameter, which a beacon cannot do without. */
    private static Optional<String> headerKey(Context ctx) {
        String given = ctx.header("Authorization");
        if (given == null) {
            return Optional.ofNullable(ctx.queryParam("writeKey"));
        }
        if (!given.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            throw Problem.of(401, "send the write key as the user name of basic authentication");
        }
        try {
            String user = new String(
                    Base64.getDecoder().decode(given.substring(BASIC.length()).strip()), UTF_8);
            return Optional.of(user.contains(":") ? user.substring(0, user.indexOf(':')) : user);
        } catch (IllegalArgumentException e) {
            throw Problem.of(401, "the Authorization header is not basic authentication: it is not Base64");
        }
    }

    private <T> T counting(Supplier<T> check) {
        try {
            return check.get();
        } catch (Problem problem) {
            count(problem.status());
            throw problem;
        }
    }

    private void counting(Runnable check) {
        counting(() -> {
            check.run();
            return "";
        });
    }

    private void count(int status) {
        Collector collector = served.get();
        if (collector != null) {
            collector.metrics().counted(status);
        }
    }

    /** Counts one request, and gives back its room when it ends, however it ends. */
    private static final class Exchange implements AsyncListener {
        private final Context ctx;
        private final CollectorMetrics metrics;
        private final RequestBody body;
        private final long began = System.nanoTime();

        private Exchange(Context ctx, CollectorMetrics metrics, RequestBody body) {
            this.ctx = ctx;
            this.metrics = metrics;
            this.body = body;
            metrics.began();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            body.release();
            metrics.ended(ctx.statusCode(), System.nanoTime() - began);
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
