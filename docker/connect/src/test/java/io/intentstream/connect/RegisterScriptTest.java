package io.intentstream.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs register.sh against a server that answers as a Connect worker does while it starts. */
class RegisterScriptTest {
    @TempDir
    private Path folder;

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private List<Integer> statuses = List.of();
    private HttpServer server;

    private record Ended(int code, String output) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        int status = statuses.get(Math.min(requests.size(), statuses.size()) - 1);
        byte[] body = "{\"message\":\"status %d\"}".formatted(status).getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void shouldWaitWhileTheWorkerStarts() throws Exception {
        // Given
        statuses = List.of(404, 404, 409, 503, 201, 200);

        // When
        Ended ended = register(url(), "60", file("one"), file("two"));

        // Then
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output().lines())
                .containsExactly(
                        waiting("404: a worker that starts does not know its connectors yet"),
                        waiting("409: the workers are rebalancing"),
                        waiting("503: the worker is not ready"),
                        "one: registered",
                        "two: registered");
        assertThat(requests).containsExactly(put("one"), put("one"), put("one"), put("one"), put("one"), put("two"));
    }

    @Test
    void shouldEndAtOnceWhenTheConfigurationIsRefused() throws Exception {
        // Given
        statuses = List.of(400);

        // When
        Ended ended = register(url(), "60", file("one"), file("two"));

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("one: refused by " + url() + " with 400: {\"message\":\"status 400\"}");
        assertThat(requests).hasSize(1);
    }

    @Test
    void shouldSayWhatItWaitedForWhenTimeIsUp() throws Exception {
        // Given
        statuses = List.of(404);

        // When
        Ended ended = register(url(), "0", file("one"));

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .contains("one: not registered: no Connect worker at " + url() + " took it within 0 s", "404")
                .contains("is this its address?");
    }

    @Test
    void shouldSayThatNothingListens() throws Exception {
        // Given
        String url = url();
        server.stop(0);

        // When
        Ended ended = register(url, "0", file("one"));

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("one: not registered: no Connect worker at " + url, "curl:");
    }

    @Test
    void shouldNameAFileThatDoesNotExistBeforeItRegistersAnything() throws Exception {
        // When
        Ended ended = register(url(), "60", file("one"), folder.resolve("absent.json"));

        // Then
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("absent.json: there is no such file");
        assertThat(requests).isEmpty();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String waiting(String reason) {
        return "one: waiting for Connect at " + url() + " (" + reason + ")";
    }

    private static String put(String name) {
        return "PUT /connectors/" + name + "/config {\"name\": \"" + name + "\"}";
    }

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), "{\"name\": \"" + name + "\"}");
    }

    private static Ended register(String url, String seconds, Path... files) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "register.sh", url));
        for (Path file : files) {
            command.add(file.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("REGISTER_TIMEOUT", seconds, "REGISTER_PAUSE", "0"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
