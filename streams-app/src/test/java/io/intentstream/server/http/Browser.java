package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium without a window, driven over its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> pending;
    private final Map<String, BiConsumer<String, JsonNode>> listeners;
    private final AtomicInteger lastId = new AtomicInteger();

    private Browser(
            Process process,
            WebSocket socket,
            Map<Integer, CompletableFuture<JsonNode>> pending,
            Map<String, BiConsumer<String, JsonNode>> listeners) {
        this.process = process;
        this.socket = socket;
        this.pending = pending;
        this.listeners = listeners;
    }

    /** The Chromium that the variable {@code CHROMIUM} names, or the one on the path. */
    static Optional<Path> executable() {
        String told = System.getenv("CHROMIUM");
        if (told != null) {
            return Optional.of(Path.of(told));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The Chromium for a test. Without one the test is skipped, or fails when {@code -Dbrowser.required} is set. */
    static Path forTests() {
        Optional<Path> chromium = executable();
        if (System.getProperty("browser.required") == null) {
            Assumptions.assumeTrue(
                    chromium.isPresent(), "Not tested in a browser: no Chromium on the PATH, and CHROMIUM names none");
        }
        assertThat(chromium)
                .as("-Dbrowser.required: install chromium, or let the variable CHROMIUM name one")
                .isPresent();
        return chromium.orElseThrow();
    }

    /**
     * Starts it.
     *
     * @param folder for its files; it must not exist
     */
    static Browser launch(Path executable, Path folder) {
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(
                            executable.toString(),
                            "--headless",
                            "--no-sandbox", // its sandbox does not work as root, and it loads no pages but ours
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--no-first-run",
                            "--no-proxy-server",
                            "--hide-scrollbars",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + folder,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile())
                    .start();
            Path address = folder.resolve("DevToolsActivePort");
            await().atMost(PATIENCE)
                    .failFast("Chromium ended; see " + folder.resolve("output.txt"), () -> !process.isAlive())
                    .until(() ->
                            Files.exists(address) && Files.readAllLines(address).size() == 2);
            List<String> lines = Files.readAllLines(address);
            return connect(process, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Browser connect(Process process, URI address) {
        Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
        Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Messages(pending, listeners))
                .join();
        return new Browser(process, socket, pending, listeners);
    }

    /** A tab without cookies, storage or cache. */
    BrowserPage newPage() {
        String context = call("", "Target.createBrowserContext", JSON.createObjectNode())
                .get("browserContextId")
                .asText();
        String target = call(
                        "",
                        "Target.createTarget",
                        JSON.createObjectNode().put("url", "about:blank").put("browserContextId", context))
                .get("targetId")
                .asText();
        String session = call(
                        "",
                        "Target.attachToTarget",
                        JSON.createObjectNode().put("targetId", target).put("flatten", true))
                .get("sessionId")
                .asText();
        return new BrowserPage(this, session, target);
    }

    /** Passes on a tab's events by name with their parameters. */
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    /**
     * Calls a method of the protocol and waits for what it returns.
     *
     * @param session of a tab; empty for the browser itself
     */
    JsonNode call(String session, String method, ObjectNode parameters) {
        int id = lastId.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        JsonNode result =
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (result.has("error")) {
            throw new IllegalStateException(method + ": " + result.get("error"));
        }
        return result.get("result");
    }

    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        socket.abort();
    }

    private record Messages(
            Map<Integer, CompletableFuture<JsonNode>> pending,
            Map<String, BiConsumer<String, JsonNode>> listeners,
            StringBuilder text)
            implements WebSocket.Listener {

        Messages(
                Map<Integer, CompletableFuture<JsonNode>> pending,
                Map<String, BiConsumer<String, JsonNode>> listeners) {
            this(pending, listeners, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                take(whole);
            }
            from.request(1);
            return null;
        }

        private void take(String whole) {
            try {
                JsonNode message = JSON.readTree(whole);
                if (message.has("id")) {
                    pending.remove(message.get("id").asInt()).complete(message);
                } else {
                    listeners
                            .getOrDefault(message.path("sessionId").asText(), (method, parameters) -> {})
                            .accept(message.get("method").asText(), message.get("params"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
