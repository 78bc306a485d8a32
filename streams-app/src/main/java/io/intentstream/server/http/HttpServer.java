package io.intentstream.server.http;

import io.intentstream.config.AppConfig;
import io.intentstream.config.HttpSettings;
import io.intentstream.stream.IntentStream;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of one engine. It starts before the engine, because the engine advertises its port to the other
 * instances, and answers 503 until {@link #serve} is called.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Enough for the longest user id, percent-encoded, and a long token. */
    static final int HEADER_BYTES = 8 << 10;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 256;
    /** Each listener of the two streams occupies one. */
    private static final int THREADS = 2 * Broadcaster.MAX_LISTENERS + 32;

    private final HttpSettings settings;
    private final WebServer web;
    private final AtomicReference<ServerContext> served = new AtomicReference<>();

    /**
     * Starts the server; it listens when this returns.
     *
     * @throws HttpServerException when the address cannot be bound or a key file cannot be used
     */
    public static HttpServer start(HttpSettings settings) {
        return start(settings, List.of());
    }

    /** As {@link #start(HttpSettings)}, with paths of other parts beside its own. */
    public static HttpServer start(HttpSettings settings, List<Mount> mounts) {
        return new HttpServer(settings, mounts, IDLE);
    }

    /** @param idle how long a connection may neither send nor receive before it is closed */
    static HttpServer start(HttpSettings settings, Duration idle) {
        return new HttpServer(settings, List.of(), idle);
    }

    private HttpServer(HttpSettings settings, List<Mount> mounts, Duration idle) {
        this.settings = settings;
        Forwarder forwarder = new Forwarder(settings);
        InstanceParts parts = new InstanceParts(forwarder);
        UserRoutes users = new UserRoutes(this::served, forwarder);
        Routes routes = new Routes(
                this::served,
                users,
                new RecentUsersRoute(this::served, parts),
                new AudienceRoutes(this::served, parts),
                new RecommendationRoutes(this::served, users),
                idle);
        RequestGuard guard = new RequestGuard(
                settings, Routes.OPEN, Routes.DELETABLE, path -> mounts.stream().anyMatch(mount -> mount.owns(path)));
        this.web = WebServer.start(
                WebAddress.of(settings), new WebServer.Bounds(idle, CONNECTIONS, THREADS, HEADER_BYTES), config -> {
                    config.before(guard::check);
                    addRoutes(config, routes);
                    mounts.forEach(mount -> mount.addTo(config));
                });
        LOG.info("http server listens url={} token={}", url(), settings.token().isPresent());
    }

    private static void addRoutes(RoutesConfig config, Routes routes) {
        routes.byPath().forEach((path, handler) -> {
            config.addHttpHandler(HandlerType.GET, path, handler);
            config.addHttpHandler(HandlerType.HEAD, path, handler);
        });
        routes.deletingByPath().forEach((path, handler) -> config.addHttpHandler(HandlerType.DELETE, path, handler));
    }

    /** Base URL of the page and the API. */
    public String url() {
        return web.url();
    }

    /** Where the other instances reach this one, as {@code host:port}. */
    public String address() {
        return settings.advertisedUrl()
                .map(url -> url.getHost() + ":" + url.getPort())
                .orElseGet(() -> WebAddress.inUrl(reachableHost()) + ":" + web.port());
    }

    private String reachableHost() {
        try {
            return InetAddress.getByName(settings.host()).isAnyLocalAddress()
                    ? InetAddress.getLocalHost().getHostName()
                    : settings.host();
        } catch (UnknownHostException e) {
            throw new HttpServerException(
                    "http.advertised.url: missing, and this machine's own name has no address; set it to the URL at which the"
                            + " other instances reach this one",
                    e);
        }
    }

    /**
     * Serves an engine from now on. The server does not own the engine. When the engine closes first, the server answers
     * that it is unavailable.
     *
     * @param config the engine's settings, by which intents are read and erasures are requested
     * @param metrics returns the metrics in Prometheus' text format
     */
    public void serve(IntentStream stream, AppConfig config, Supplier<String> metrics) {
        served.set(ServerContext.of(stream, config, metrics));
    }

    private ServerContext served() {
        ServerContext now = served.get();
        if (now == null) {
            throw Problem.unavailable("the engine is starting");
        }
        return now;
    }

    @Override
    public void close() {
        ServerContext last = served.get();
        if (last != null) {
            last.close();
        }
        web.close();
        LOG.info("http server stopped");
    }
}
