package io.intentstream.server.collect;

import io.intentstream.config.CollectorSettings;
import io.intentstream.server.http.BearerToken;
import io.intentstream.server.http.KnownHosts;
import io.intentstream.server.http.Problem;
import io.intentstream.server.http.WebAddress;
import io.intentstream.server.http.WebServer;
import io.intentstream.server.prometheus.PrometheusMetrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A collector's own server: the tracking API, health and metrics. */
public final class CollectorServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorServer.class);

    /** Of bodies that stop coming, and of connections without requests; those behind a load balancer are kept. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    /** Requests hold no thread while they wait, so that few threads serve many connections. */
    private static final WebServer.Bounds BOUNDS = new WebServer.Bounds(IDLE, 2_048, 32, 16 << 10);

    private final CollectorSettings settings;
    private final Optional<BearerToken> token;
    private final CollectorRoutes tracking;
    private final Supplier<String> metrics;
    private final WebServer web;

    /**
     * Starts a server; it listens when this returns.
     *
     * @param keys that the collector will accept
     * @param metrics returns the metrics in Prometheus' text format
     * @throws io.intentstream.server.http.HttpServerException when the address cannot be bound or a key file cannot be used
     */
    public static CollectorServer start(CollectorSettings settings, WriteKeys keys, Supplier<String> metrics) {
        return new CollectorServer(settings, keys, metrics, BOUNDS, CollectorRoutes.BODY_PATIENCE);
    }

    /** @param bodyPatience within which a body must have come */
    CollectorServer(
            CollectorSettings settings,
            WriteKeys keys,
            Supplier<String> metrics,
            WebServer.Bounds bounds,
            Duration bodyPatience) {
        this.settings = settings;
        this.token = settings.metricsToken().map(text -> new BearerToken(text, "collector.metrics.token"));
        this.metrics = metrics;
        this.tracking = new CollectorRoutes(settings.corsOrigins(), bodyPatience);
        this.web = WebServer.start(WebAddress.of(settings), bounds, routes -> {
            if (settings.isLoopback() && keys.isOpen()) {
                KnownHosts hosts = new KnownHosts(
                        Set.of(settings.host()),
                        "set collector.write.keys.path: with write keys, the collector may have any name");
                routes.before(hosts::require);
            }
            tracking.addTo(routes);
            get(routes, "/health", this::ready);
            get(routes, "/health/ready", this::ready);
            get(routes, "/health/live", ctx -> json(ctx, "{\"status\":\"live\"}"));
            get(routes, "/metrics", this::metrics);
        });
        LOG.info("collector listens url={}", url());
        if (keys.isOpen()) {
            LOG.warn("any write key is accepted; set collector.write.keys.path before others can reach the collector");
        }
    }

    /** Takes messages from now on. The caller closes the collector before the server. */
    public void serve(Collector collector) {
        tracking.serve(collector);
    }

    private static void get(RoutesConfig routes, String path, Handler handler) {
        routes.addHttpHandler(HandlerType.GET, path, handler);
        routes.addHttpHandler(HandlerType.HEAD, path, handler);
    }

    private void ready(Context ctx) {
        tracking.notReady().ifPresent(reason -> {
            throw Problem.unavailable(reason);
        });
        json(ctx, "{\"status\":\"ready\"}");
    }

    private void metrics(Context ctx) {
        if (token.isEmpty() && !settings.isLoopback()) {
            throw Problem.of(403, "metrics need a token here: set collector.metrics.token");
        }
        token.ifPresent(needed -> needed.require(ctx));
        ctx.contentType(PrometheusMetrics.CONTENT_TYPE).result(metrics.get());
    }

    private static void json(Context ctx, String text) {
        ctx.contentType("application/json").result(text);
    }

    /** Base URL. */
    public String url() {
        return web.url();
    }

    @Override
    public void close() {
        web.close();
        LOG.info("collector stopped");
    }
}
