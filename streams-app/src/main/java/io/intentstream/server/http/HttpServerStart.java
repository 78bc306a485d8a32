package io.intentstream.server.http;

import io.intentstream.config.AppConfig;
import io.intentstream.config.HttpSettings;
import io.intentstream.stream.IntentStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The HTTP server from its start on, which goes on beside the start of everything else: the first use of its libraries
 * takes longer than anything it does later. Nothing at all when the settings turn the server off.
 */
public final class HttpServerStart implements AutoCloseable {
    private final Optional<CompletableFuture<HttpServer>> server;

    private HttpServerStart(Optional<CompletableFuture<HttpServer>> server) {
        this.server = server;
    }

    /** Begins to start the server, on a thread of its own. */
    public static HttpServerStart begin(HttpSettings settings) {
        return begin(settings, () -> HttpServer.start(settings));
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
     * The settings of an engine that this server shows: other instances reach it there. Waits until the server listens.
     *
     * @throws HttpServerException when it can't
     */
    public AppConfig served(AppConfig config) {
        return await().map(started -> config.servedAt(started.address())).orElse(config);
    }

    /** Shows an engine from now on, as {@link HttpServer#serve} does. */
    public void serve(IntentStream stream, AppConfig config, Supplier<String> metrics) {
        await().ifPresent(started -> started.serve(stream, config, metrics));
    }

    /** Where people find the page; empty when the server is turned off. */
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
