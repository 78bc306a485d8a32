package io.intentstream.server.http;

import static org.awaitility.Awaitility.await;

import io.intentstream.config.AppConfig;
import io.intentstream.config.HttpSettings;
import io.intentstream.stream.IntentStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An engine with its HTTP server, in this process, as {@code run} puts them together. */
public final class ServedEngine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client;
    private final HttpServerStart http;
    private final IntentStream stream;
    private final Map<String, String> settings;

    private ServedEngine(HttpServerStart http, IntentStream stream, Map<String, String> settings) {
        this.http = http;
        this.stream = stream;
        this.settings = settings;
        this.client = client(AppConfig.of(settings).http());
    }

    private static HttpClient client(HttpSettings settings) {
        HttpClient.Builder client = HttpClient.newBuilder();
        settings.truststore().map(Tls::trusting).ifPresent(client::sslContext);
        return client.build();
    }

    /** An engine that is open but not started. */
    static ServedEngine open(Map<String, String> settings) {
        HttpSettings http = AppConfig.of(settings).http();
        return open(settings, HttpServerStart.begin(http));
    }

    /** A started engine whose server closes idle connections after this time. */
    static ServedEngine start(Map<String, String> settings, Duration idle) {
        HttpSettings http = AppConfig.of(settings).http();
        return start(open(settings, HttpServerStart.begin(http, () -> HttpServer.start(http, idle))));
    }

    private static ServedEngine open(Map<String, String> settings, HttpServerStart http) {
        AppConfig config = AppConfig.of(settings);
        IntentStream stream = IntentStream.open(config, () -> http.served(config));
        http.serve(stream, config, () -> "up 1\n");
        return new ServedEngine(http, stream, settings);
    }

    /** A started engine that is ready to answer. */
    public static ServedEngine start(Map<String, String> settings) {
        return start(open(settings));
    }

    private static ServedEngine start(ServedEngine engine) {
        engine.stream.start();
        engine.awaitReady();
        return engine;
    }

    /** Waits until it is ready to answer. */
    public void awaitReady() {
        await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);
    }

    String url() {
        return http.url().orElseThrow();
    }

    void startStream() {
        stream.start();
    }

    /** Stops the server; the engine keeps running. */
    void closeServer() {
        http.close();
    }

    /** Stops the engine; the server keeps running. */
    void closeStream() {
        stream.close();
    }

    /** The answer to a GET request. */
    public HttpResponse<String> get(String path) {
        return get(path, "X-Nothing");
    }

    /** @param header name of a request header; its value does not matter */
    HttpResponse<String> get(String path, String header) {
        return send("GET", path, header);
    }

    HttpResponse<String> delete(String path) {
        return send("DELETE", path, "X-Nothing");
    }

    /** As {@link #delete}, on a thread of the client. */
    CompletableFuture<HttpResponse<String>> deleteLater(String path) {
        return client.sendAsync(request("DELETE", path, "X-Nothing"), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String header) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(60))
                .header(header, "true");
        if (settings.containsKey("http.token")) {
            request.header("Authorization", "Bearer " + settings.get("http.token"));
        }
        return request.build();
    }

    private HttpResponse<String> send(String method, String path, String header) {
        try {
            return client.send(request(method, path, header), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("No answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Events that it has processed. */
    public long events() {
        return stream.counters().records();
    }

    @Override
    public void close() {
        stream.close();
        http.close();
    }
}
