package io.intentstream.embedded;

import io.intentstream.files.FileTree;
import io.intentstream.files.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node Kafka cluster (broker and controller in one) in this process, reachable on 127.0.0.1 only. It keeps
 * topics, offsets and transactions in its directory, and continues from there after a restart.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final String PORT_OPTION = "--bootstrap-port";
    private static final int ATTEMPTS = 5;

    private final KafkaRaftServer server;
    private final BrokerLayout layout;
    private final FolderLock lock;
    private final boolean deleteOnClose;
    private boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, BrokerLayout layout, FolderLock lock, boolean deleteOnClose) {
        this.server = server;
        this.layout = layout;
        this.lock = lock;
        this.deleteOnClose = deleteOnClose;
    }

    /** As {@link #start(Path, int, boolean, Map)}, without overrides. */
    public static EmbeddedKafka start(Path directory, int port, boolean deleteOnClose) {
        return start(directory, port, deleteOnClose, Map.of());
    }

    /**
     * Starts the broker and returns when it serves requests, which takes about 3 seconds.
     *
     * @param directory parent of its folder {@code kafka}, which is created if absent; for one broker at a time
     * @param port where clients connect; 0 takes any free port
     * @param deleteOnClose whether {@link #close()} deletes that folder
     * @param overrides broker settings that override the defaults of a small single node
     * @throws PortInUseException when the port is taken
     * @throws EmbeddedServerException when the broker does not start for another reason; none of its threads is left
     */
    public static EmbeddedKafka start(Path directory, int port, boolean deleteOnClose, Map<String, String> overrides) {
        Path data = directory.resolve("kafka").toAbsolutePath();
        try {
            // Kafka's own lock comes too late: its metadata log is open by then, and two nodes destroy each other's.
            FolderLock lock = FolderLock.tryTake(data.resolve(".in-use"))
                    .orElseThrow(() -> EmbeddedServerException.folderInUse(data));
            try {
                BrokerStorage.formatIfNew(data);
                StartedBroker started = startOnFreePorts(data, port, overrides);
                return new EmbeddedKafka(started.server(), started.layout(), lock, deleteOnClose);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("The embedded broker cannot use its folder %s: %s".formatted(data, e), e);
        }
    }

    private record StartedBroker(KafkaRaftServer server, BrokerLayout layout) {}

    /** A free port may be taken before the broker binds it; then other ports are tried. */
    private static StartedBroker startOnFreePorts(Path data, int port, Map<String, String> overrides)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            Loopback.requireFree(port, PORT_OPTION);
            int[] free = Loopback.twoFreePorts();
            BrokerLayout layout = new BrokerLayout(data, port == 0 ? free[0] : port, free[1]);
            try {
                return new StartedBroker(startOnce(layout, overrides), layout);
            } catch (EmbeddedServerException e) {
                if (attempt == ATTEMPTS || !Loopback.isBindFailure(e)) {
                    throw e;
                }
            }
        }
    }

    private static KafkaRaftServer startOnce(BrokerLayout layout, Map<String, String> overrides) {
        long begin = System.nanoTime();
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(layout.properties(overrides)), Time.SYSTEM);
        try {
            server.startup();
        } catch (Throwable e) { // Kafka throws undeclared checked exceptions, and leaves its threads running
            stop(server);
            throw new EmbeddedServerException(
                    "The embedded broker did not start in %s: %s"
                            .formatted(layout.data(), Loopback.rootCause(e).getMessage()),
                    e);
        }
        LOG.info(
                "embedded broker started bootstrap={} millis={}",
                layout.bootstrapServers(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
        return server;
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    /** For the client setting {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return layout.bootstrapServers();
    }

    /** The port that clients connect to. */
    public int port() {
        return layout.brokerPort();
    }

    /** Stops the broker and waits until it has stopped; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop(server);
        try {
            lock.close();
            if (deleteOnClose) {
                FileTree.delete(layout.data());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded broker's folder " + layout.data() + " cannot be unlocked or deleted", e);
        }
        LOG.info("embedded broker stopped bootstrap={}", layout.bootstrapServers());
    }
}
