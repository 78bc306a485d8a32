package io.intentstream.server.http;

import io.intentstream.config.AppConfig;
import io.intentstream.config.HttpSettings;
import io.intentstream.stream.IntentStream;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
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

    /** Allows every byte, percent-encoded: {@link UserIds} parses the paths, and none names a file. */
    private static final UriCompliance ANY_USER_ID = UriCompliance.LEGACY.with(
            "any user id", Violation.ILLEGAL_PATH_CHARACTERS, Violation.SUSPICIOUS_PATH_CHARACTERS);

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 256;
    /** Each listener of the intent stream occupies one. */
    private static final int THREADS = IntentBroadcaster.MAX_LISTENERS + 32;

    private final HttpSettings settings;
    private final Duration idle;
    private final Javalin javalin;
    private final AtomicReference<ServerContext> served = new AtomicReference<>();

    /**
     * Starts the server; it listens when this returns.
     *
     * @throws HttpServerException when the address cannot be bound or a key file cannot be used
     */
    public static HttpServer start(HttpSettings settings) {
        return start(settings, IDLE);
    }

    /** @param idle how long a connection may neither send nor receive before it is closed */
    static HttpServer start(HttpSettings settings, Duration idle) {
        HttpServer server = new HttpServer(settings, idle);
        server.listen();
        return server;
    }

    private HttpServer(HttpSettings settings, Duration idle) {
        this.settings = settings;
        this.idle = idle;
        InetAddress address = address(settings);
        Forwarder forwarder = new Forwarder(settings);
        this.javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
            config.jetty.modifyServer(HttpServer::limit);
            config.jetty.addConnector((server, http) -> connector(server, http, address));
            addRoutes(config, new Routes(this::served, new UserRoutes(this::served, forwarder), idle));
        });
    }

    private static InetAddress address(HttpSettings settings) {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new HttpServerException(
                    "http.host: " + settings.host() + " has no address; name one of this machine's addresses", e);
        }
        if (settings.isLoopback() && !address.isLoopbackAddress()) {
            throw new HttpServerException(
                    "http.host: " + settings.host() + " is not a loopback address here; use 127.0.0.1", null);
        }
        return address;
    }

    private static void limit(Server server) {
        server.setErrorHandler(new JsonErrors());
        // Answers take milliseconds; to stop gracefully would only wait for idle connections.
        server.setStopTimeout(0);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    }

    private Connector connector(Server server, HttpConfiguration http, InetAddress address) {
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setUriCompliance(ANY_USER_ID);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = settings.keystore()
                .map(store -> new ServerConnector(server, Tls.serving(store), plain))
                .orElseGet(() -> new ServerConnector(server, 1, 1, plain));
        connector.setHost(address.getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(idle.toMillis());
        return connector;
    }

    private void addRoutes(JavalinConfig config, Routes routes) {
        RequestGuard guard = new RequestGuard(settings, Routes.OPEN, Routes.DELETABLE);
        config.routes.before(guard::check);
        routes.byPath().forEach((path, handler) -> {
            config.routes.addHttpHandler(HandlerType.GET, path, handler);
            config.routes.addHttpHandler(HandlerType.HEAD, path, handler);
        });
        routes.deletingByPath()
                .forEach((path, handler) -> config.routes.addHttpHandler(HandlerType.DELETE, path, handler));
        config.routes.exception(Problem.class, Problem::write);
        config.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> Problem.of(
                                e.getStatus(),
                                e.getStatus() == 404 ? "there is nothing at this path" : "the request was refused")
                        .write(ctx));
        config.routes.exception(Exception.class, HttpServer::failed);
    }

    /** The exception's message is left out: it could contain user data. */
    private static void failed(Exception e, Context ctx) {
        LOG.error(
                "request failed route={} cause={}",
                ctx.endpoint().path,
                e.getClass().getName());
        LOG.debug("request failed", e);
        Problem.of(500, "the server failed; its log says why").write(ctx);
    }

    private void listen() {
        try {
            JavalinLogger.enabled = false; // the caller reports the exception
            javalin.start();
        } catch (JavalinBindException e) {
            throw new HttpServerException(
                    "http.port: can't listen on " + settings.host() + ":" + settings.port()
                            + "; it is in use, or this user may not use it: stop what holds it, choose another port (0"
                            + " takes any free one), or set http.enabled=false",
                    e);
        } catch (JavalinException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof HttpServerException own) {
                throw own;
            }
            throw new HttpServerException(
                    "http.host: can't listen on " + settings.host() + ":" + settings.port() + " (" + cause + ")", e);
        } finally {
            JavalinLogger.enabled = true;
        }
        LOG.info("http server listens url={} token={}", url(), settings.token().isPresent());
    }

    /** Base URL of the page and the API. */
    public String url() {
        return settings.scheme() + "://" + bracketed(settings.host()) + ":" + port();
    }

    /** Where the other instances reach this one, as {@code host:port}. */
    public String address() {
        return settings.advertisedUrl()
                .map(url -> url.getHost() + ":" + url.getPort())
                .orElseGet(() -> bracketed(reachableHost()) + ":" + port());
    }

    private int port() {
        return javalin.port();
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

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /**
     * Serves an engine from now on. The server does not own the engine. When the engine closes first, the server answers
     * that it is unavailable.
     *
     * @param config the engine's settings, by which intents are read and erasures are requested
     * @param metrics returns the metrics in Prometheus' text format
     */
    public void serve(IntentStream stream, AppConfig config, Supplier<String> metrics) {
        served.set(new ServerContext(
                stream.users(),
                stream.brokers(),
                stream.views(),
                stream.model(),
                stream.modelFingerprint(),
                new IntentBroadcaster(config),
                new Erasures(config),
                new Throughput(stream.counters()::records),
                metrics));
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
            last.feed().close();
            last.erasures().close();
            last.throughput().close();
        }
        javalin.stop();
        LOG.info("http server stopped");
    }
}
