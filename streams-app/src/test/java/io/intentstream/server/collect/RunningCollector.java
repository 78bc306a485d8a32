package io.intentstream.server.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.ClickEvent;
import io.intentstream.server.http.WebServer;
import io.intentstream.server.prometheus.PrometheusMetrics;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/** A collector with its own server in this process, as {@code collect} puts them together. */
final class RunningCollector implements AutoCloseable {
    static final String KEY = "shop-key";

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestCluster cluster;
    private final AppConfig config;
    private final PrometheusMetrics metrics = PrometheusMetrics.ofProcess();
    private final CollectorServer server;
    private final Collector collector;

    private RunningCollector(
            TestCluster cluster, Map<String, String> settings, WebServer.Bounds bounds, Duration bodyPatience) {
        this.cluster = cluster;
        this.config = AppConfig.of(settings);
        WriteKeys keys = WriteKeys.of(config.collector());
        this.server = new CollectorServer(config.collector(), keys, metrics::scrape, bounds, bodyPatience);
        this.collector = new Collector(config, keys, metrics.meters());
        server.serve(collector);
    }

    /** A collector that takes events. */
    static RunningCollector start(TestCluster cluster, Map<String, String> settings) {
        return start(cluster, settings, new WebServer.Bounds(Duration.ofSeconds(60), 2_048, 8, 16 << 10));
    }

    /** As {@link #start}, with these bounds; a body must come within two seconds. */
    static RunningCollector start(TestCluster cluster, Map<String, String> settings, WebServer.Bounds bounds) {
        RunningCollector running = listen(cluster, settings, bounds);
        running.collector.open();
        return running;
    }

    /** A collector that listens, but waits for Kafka. */
    static RunningCollector listen(TestCluster cluster, Map<String, String> settings, WebServer.Bounds bounds) {
        return new RunningCollector(cluster, settings, bounds, Duration.ofSeconds(2));
    }

    void open() {
        collector.open();
    }

    String url() {
        return server.url();
    }

    /** Posts with the write key. */
    HttpResponse<String> post(String path, String body) {
        return post(path, body, "Authorization", basic(KEY));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> post(String path, BodyPublisher body, String... headers) {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("No answer to " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection on which these lines and no body were sent. */
    Socket connection(String... lines) throws IOException {
        URI address = URI.create(url());
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8));
    }

    /** All events of the topic, each partition in its order. */
    List<ClickEvent> events() {
        Deserializer<ClickEvent> deserializer = cluster.serdes().deserializer();
        return cluster.readAll(config.collectorTopic()).stream()
                .map(record -> deserializer.deserialize(record.topic(), record.value()))
                .toList();
    }

    String metrics() {
        return get("/metrics").body();
    }

    /** Stops taking events; the server keeps running. */
    void closeCollector() {
        collector.close();
    }

    @Override
    public void close() {
        collector.close();
        server.close();
        metrics.close();
    }
}
