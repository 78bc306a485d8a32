package io.intentstream.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives the same answer to each request of a path, until the test changes it, and records the requests. */
final class ScriptedRegistry implements AutoCloseable {
    static final String TEXT_SCHEMA = "200 {\"schema\":\"\\\"string\\\"\"}";
    static final String SUBJECTS = "200 [\"a-value\"]";

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String otherwise = "404 <html>no such page</html>";

    ScriptedRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    /** @param answer its status, a space, and its body; for a redirect, the body is the address */
    ScriptedRegistry answer(String path, String answer) {
        answers.put(path, answer);
        return this;
    }

    ScriptedRegistry answerOtherwise(String answer) {
        otherwise = answer;
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
                asked.add("credentials");
            }
            String[] answer = answers.getOrDefault(path, otherwise).split(" ", 2);
            if (answer[0].startsWith("3")) {
                exchange.getResponseHeaders().set("Location", answer[1]);
            }
            byte[] body = answer[1].getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer[0]), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
