package io.intentstream.server.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;
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

/** A server with bounds on everything that a client can use up, and with JSON for every answer that is not a success. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** Allows every byte, percent-encoded: {@link UserIds} parses the paths, and none names a file. */
    private static final UriCompliance ANY_USER_ID = UriCompliance.LEGACY.with(
            "any user id", Violation.ILLEGAL_PATH_CHARACTERS, Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final WebAddress address;
    private final Javalin javalin;

    /**
     * What clients may use up.
     *
     * @param idle how long a connection may neither send nor receive before it is closed
     * @param connections most connections at a time; further ones wait to be accepted
     * @param threads most threads that answer
     * @param headerBytes most bytes of a request's headers together
     */
    public record Bounds(Duration idle, int connections, int threads, int headerBytes) {}

    /**
     * Starts a server; it listens when this returns.
     *
     * @param routes adds the paths and their checks
     * @throws HttpServerException when the address cannot be bound or a key file cannot be used
     */
    public static WebServer start(WebAddress address, Bounds bounds, Consumer<RoutesConfig> routes) {
        WebServer server = new WebServer(address, bounds, routes);
        server.listen();
        return server;
    }

    private WebServer(WebAddress address, Bounds bounds, Consumer<RoutesConfig> routes) {
        this.address = address;
        InetAddress bound = address.resolve();
        this.javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.threadPool = new QueuedThreadPool(bounds.threads(), 2);
            config.jetty.modifyServer(server -> limit(server, bounds));
            config.jetty.addConnector((server, http) -> connector(server, http, bound, bounds));
            config.routes.before(ctx -> SecurityHeaders.ALL.forEach(ctx::header));
            routes.accept(config.routes);
            config.routes.exception(Problem.class, Problem::write);
            config.routes.exception(
                    HttpResponseException.class,
                    (e, ctx) -> Problem.of(
                                    e.getStatus(),
                                    e.getStatus() == 404 ? "there is nothing at this path" : "the request was refused")
                            .write(ctx));
            config.routes.exception(Exception.class, WebServer::failed);
        });
    }

    private static void limit(Server server, Bounds bounds) {
        server.setErrorHandler(new JsonErrors());
        // Answers take milliseconds; to stop gracefully would only wait for idle connections.
        server.setStopTimeout(0);
        server.addBean(new NetworkConnectionLimit(bounds.connections(), server));
    }

    private Connector connector(Server server, HttpConfiguration http, InetAddress bound, Bounds bounds) {
        http.setRequestHeaderSize(bounds.headerBytes());
        http.setSendServerVersion(false);
        http.setUriCompliance(ANY_USER_ID);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = address.keystore()
                .map(store ->
                        new ServerConnector(server, Tls.serving(store, address.prefix() + ".tls.keystore"), plain))
                .orElseGet(() -> new ServerConnector(server, 1, 1, plain));
        connector.setHost(bound.getHostAddress());
        connector.setPort(address.port());
        connector.setIdleTimeout(bounds.idle().toMillis());
        return connector;
    }

    /** Answers a request that the server itself failed. The log leaves out the failure's message: it could contain user data. */
    public static void failed(Throwable e, Context ctx) {
        LOG.error(
                "request failed route={} cause={}",
                ctx.endpoint().path,
                e.getClass().getName());
        LOG.debug("request failed", e);
        Problem.of(500, "the server failed; its log says why").write(ctx);
    }

    private void listen() {
        String place = address.host() + ":" + address.port();
        try {
            JavalinLogger.enabled = false; // the caller reports the exception
            javalin.start();
        } catch (JavalinBindException e) {
            throw new HttpServerException(
                    address.prefix() + ".port: can't listen on " + place
                            + "; it is in use, or this user may not use it: stop what holds it, choose another port (0"
                            + " takes any free one)" + address.remedy(),
                    e);
        } catch (JavalinException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof HttpServerException own) {
                throw own;
            }
            throw new HttpServerException(address.prefix() + ".host: can't listen on " + place + " (" + cause + ")", e);
        } finally {
            JavalinLogger.enabled = true;
        }
    }

    /** Base URL. */
    public String url() {
        return address.scheme() + "://" + WebAddress.inUrl(address.host()) + ":" + port();
    }

    int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
