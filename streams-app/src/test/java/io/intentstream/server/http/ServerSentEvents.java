package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of a stream on its own socket that reads only when told to. */
final class ServerSentEvents implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ServerSentEvents(Socket socket, BufferedReader reader) {
        this.socket = socket;
        this.reader = reader;
    }

    /** Opens the stream of intents; the server listens for intents when this returns. */
    static ServerSentEvents open(String url, String query) {
        return openAt(url, "/intents/stream" + query, "X-Nothing: true");
    }

    /** As {@link #open}, for the changes of audiences. */
    static ServerSentEvents audiences(String url, String query) {
        return openAt(url, "/audiences/stream" + query, "X-Nothing: true").read();
    }

    /** Comes back with the last id that a client saw. */
    static ServerSentEvents resume(String url, String query, String lastId) {
        return openAt(url, "/intents/stream" + query, "Last-Event-ID: " + lastId)
                .read();
    }

    private static ServerSentEvents openAt(String url, String path, String header) {
        URI server = URI.create(url);
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new java.net.InetSocketAddress(server.getHost(), server.getPort()));
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8), 1024);
            String line = "";
            while (!line.startsWith(": listening")) {
                line = reader.readLine();
                if (line == null) {
                    throw new IllegalStateException("The server closed the stream");
                }
            }
            return new ServerSentEvents(socket, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts to read on its own thread. */
    ServerSentEvents read() {
        Thread thread = new Thread(() -> {
            try {
                reader.lines().forEach(lines::add);
            } catch (UncheckedIOException e) {
                // The test closed the socket.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** The {@code data:} fields of the records so far. */
    List<String> records() {
        return lines.stream()
                .filter(line -> line.startsWith("data: {\"userId\""))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    /** The latest id; empty before the first. */
    String lastId() {
        return lines.stream()
                .filter(line -> line.startsWith("id: "))
                .reduce("", (first, second) -> second)
                .replace("id: ", "");
    }

    /** The {@code data:} line that follows the first event of this name; empty when there is none so far. */
    String dataOf(String event) {
        int at = lines.indexOf("event: " + event);
        return at < 0 || at + 1 >= lines.size() ? "" : lines.get(at + 1).replace("data: ", "");
    }

    /** All lines so far. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
