package io.intentstream.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small registry of Avro schemas in this process, reachable on 127.0.0.1 only, for clients of Confluent's REST protocol.
 * Ids and versions are kept in its directory and survive a restart.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSchemaRegistry.class);
    private static final String PORT_OPTION = "--registry-port";
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int THREADS = 4;

    /*
     * The JDK's server sends headers and body in two packets. Without this, the second one waits for the client's delayed
     * acknowledgement of the first: 40 ms for each request. The server reads the property once, when its classes load.
     */
    static {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final SchemaVersions content;
    private final HttpServer server;
    private final ExecutorService workers;

    private EmbeddedSchemaRegistry(SchemaVersions content, HttpServer server, ExecutorService workers) {
        this.content = content;
        this.server = server;
        this.workers = workers;
    }

    /** As {@link #start(Path, int, Optional)}, without authentication. */
    public static EmbeddedSchemaRegistry start(Path directory, int port) {
        return start(directory, port, Optional.empty());
    }

    /**
     * Starts the registry and returns when it serves requests.
     *
     * @param directory parent of its folder {@code registry}, which is created if absent; for one registry at a time
     * @param port where it listens; 0 takes any free port
     * @param userInfo user:password that clients must send by basic authentication
     * @throws PortInUseException when the port is taken
     * @throws EmbeddedServerException when its file cannot be used
     */
    public static EmbeddedSchemaRegistry start(Path directory, int port, Optional<String> userInfo) {
        Path folder = directory.resolve("registry");
        try {
            HttpServer server = bind(port);
            try {
                return serve(server, new SchemaVersions(folder), userInfo);
            } catch (IOException | RuntimeException e) {
                server.stop(0);
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "The embedded schema registry cannot use its folder %s: %s".formatted(folder, e), e);
        }
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(Loopback.address(port), 0);
        } catch (BindException e) {
            throw new PortInUseException(port, PORT_OPTION, e);
        }
    }

    private static EmbeddedSchemaRegistry serve(HttpServer server, SchemaVersions content, Optional<String> userInfo) {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "embedded-schema-registry");
            thread.setDaemon(true);
            return thread;
        });
        server.createContext("/", new RegistryHttpHandler(new RegistryRoutes(content), userInfo));
        server.setExecutor(workers);
        server.start();
        EmbeddedSchemaRegistry registry = new EmbeddedSchemaRegistry(content, server, workers);
        LOG.info("embedded schema registry started url={}", registry.url());
        return registry;
    }

    /** For the client setting {@code schema.registry.url}. */
    public String url() {
        return "http://" + Loopback.HOST + ":" + port();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops the server; registered schemas stay in the directory. */
    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
        try {
            content.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded schema registry's file cannot be closed", e);
        }
        LOG.info("embedded schema registry stopped");
    }
}
