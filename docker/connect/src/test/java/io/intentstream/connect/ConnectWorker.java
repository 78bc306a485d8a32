package io.intentstream.connect;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A real Connect worker in its own process, with the connectors of target/plugins. Its time zone is New York, so that a time
 * in the worker's zone is noticed.
 */
final class ConnectWorker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path settings;
    private final Path log;
    private final Map<String, String> environment;
    private final String url;
    private Process process;

    private ConnectWorker(Path settings, Map<String, String> environment, String url) {
        this.settings = settings;
        this.log = settings.resolveSibling("worker.log");
        this.environment = environment;
        this.url = url;
    }

    /**
     * Starts the worker and waits until it answers.
     *
     * @param environment environment variables that the configurations of the sinks use
     */
    static ConnectWorker start(Path folder, String bootstrapServers, Map<String, String> environment)
            throws IOException {
        String url = "http://127.0.0.1:" + freePort();
        Path settings = Files.createDirectories(folder).resolve("worker.properties");
        try (var writer = Files.newBufferedWriter(settings)) {
            workerSettings(bootstrapServers, url).store(writer, null);
        }
        ConnectWorker worker = new ConnectWorker(settings, environment, url);
        try {
            worker.start();
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
        return worker;
    }

    private static Properties workerSettings(String bootstrapServers, String url) throws IOException {
        Properties settings = new Properties();
        try (Reader shipped = Files.newBufferedReader(Path.of("worker.properties"))) {
            settings.load(shipped);
        }
        settings.putAll(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "listeners",
                url,
                "plugin.path",
                Path.of("target/plugins").toAbsolutePath().toString(),
                "offset.flush.interval.ms",
                "500",
                "offset.storage.partitions",
                "1",
                "status.storage.partitions",
                "1"));
        // A killed worker is removed from the group soon.
        settings.putAll(Map.of(
                "session.timeout.ms", "6000",
                "heartbeat.interval.ms", "1000",
                "consumer.session.timeout.ms", "6000",
                "consumer.heartbeat.interval.ms", "1000",
                "scheduled.rebalance.max.delay.ms", "0"));
        return settings;
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=America/New_York",
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        Path.of("worker/target/lib").toAbsolutePath() + "/*",
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        await("the Connect worker at " + url)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(this::answers);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The Connect worker ended with " + process.exitValue() + ": " + endOfLog());
        }
        try {
            return request("GET", "/connectors", null).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Creates or changes a connector. */
    void register(String name, String configuration) {
        // A worker that has just started refuses until its group is complete.
        await(name).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            HttpResponse<String> answer = request("PUT", "/connectors/" + name + "/config", configuration);
            if (answer.statusCode() == 400) {
                throw new IllegalStateException(name + " is refused: " + answer.body());
            }
            return answer.statusCode() < 300;
        });
    }

    /**
     * Waits until a connector's tasks run.
     *
     * @throws IllegalStateException with the trace of a task that failed
     */
    void awaitRunning(String name) {
        await(name).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            List<String> states = taskStates(name);
            return !states.isEmpty() && states.stream().allMatch("RUNNING"::equals);
        });
    }

    /** @throws IllegalStateException with the trace of a task that failed */
    List<String> taskStates(String name) {
        try {
            JsonNode status = JSON.readTree(
                    request("GET", "/connectors/" + name + "/status", null).body());
            List<String> states = new ArrayList<>();
            for (JsonNode task : status.path("tasks")) {
                if (task.path("state").asText().equals("FAILED")) {
                    throw new IllegalStateException(
                            name + " failed: " + task.path("trace").asText());
                }
                states.add(task.path("state").asText());
            }
            return states;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private HttpResponse<String> request(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String endOfLog() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 4_000));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
