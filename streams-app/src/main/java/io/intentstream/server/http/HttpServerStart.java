package io.intentstream.server.http;

import io.intentstream.config.AppConfig;
import io.intentstream.config.HttpSettings;
import io.intentstream.stream.IntentStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Starts the HTTP server on a thread of its own, while everything else starts: loading its libraries is the slowest thing
 * it ever does. Does nothing when the settings turn the server off.
 */
public final class HttpServerStart implements AutoCloseable {
    private final Optional<CompletableFuture<HttpServer>> server;

    private HttpServerStart(Optional<CompletableFuture<HttpServer>> server) {
        this.server = server;
    }

    /** Begins to start the server and returns. */
    public static HttpServerStart begin(HttpSettings settings) {
        return begin(settings, List.of());
    }

    /** As {@link #begin(HttpSettings)}, with paths of other parts beside the server's own. */
    public static HttpServerStart begin(HttpSettings settings, List<Mount> mounts) {
        return begin(settings, () -> HttpServer.start(settings, mounts));
    }

    /** @param start starts the server */
    static HttpServerStart begin(HttpSettings settings, Supplier<HttpServer> start) {
        if (!settings.enabled()) {
            return new HttpServerStart(Optional.empty());
        }
        CompletableFuture<HttpServer> server = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        server.complete(start.get());
                    } catch (RuntimeException | Error e) {
                        server.completeExceptionally(e);
                    }
                },
                "http-start");
        thread.setDaemon(true);
        thread.start();
        return new HttpServerStart(Optional.of(server));
    }

    /**
     * The settings of the engine that this server serves, with the address at which other instances reach it. Waits until
     * the server listens.
     *
     * @throws HttpServerException when it cannot listen
     */
    public AppConfig served(AppConfig config) {
        return await().map(started -> config.servedAt(started.address())).orElse(config);
    }

    /** Serves an engine from now on, as {@link HttpServer#serve} does. */
    public void serve(IntentStream stream, AppConfig config, Supplier<String> metrics) {
        await().ifPresent(started -> started.serve(stream, config, metrics));
    }

    /** Base URL of the page and the API; empty when the server is turned off. */
    public Optional<String> url() {
        return await().map(HttpServer::url);
    }

    private Optional<HttpServer> await() {
        try {
            return server.map(CompletableFuture::join);
        } catch (CompletionException e) {
            if (e.getCause() instanceof HttpServerException own) {
                throw own;
            }
            throw e;
        }
    }

    /** Stops the server, if it has started. */
    @Override
    public void close() {
        server.ifPresent(starting -> starting.thenAccept(HttpServer::close));
    }
}
