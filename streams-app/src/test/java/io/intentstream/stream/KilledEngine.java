package io.intentstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Sends events to an engine in its own process and kills it while it works. */
public final class KilledEngine implements AutoCloseable {
    private static final int EVENTS_PER_ROUND = 10_000;
    /** Exit codes after SIGTERM: the engine's own, or the JVM's. */
    private static final Integer[] STOPPED = {0, 143};

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestCluster cluster;
    private final Path folder;
    private final Map<String, String> settings;
    private final EventFeed feed;
    private final Random random;
    private final KafkaConsumer<byte[], byte[]> intents;
    private EngineProcess process;
    private long intentsSeen;

    /** @param settings with their topics created */
    public KilledEngine(TestCluster cluster, Path folder, Map<String, String> settings, long seed) {
        this.cluster = cluster;
        this.folder = folder;
        this.settings = settings;
        this.feed = new EventFeed(cluster, settings, seed, 5_000);
        this.random = new Random(seed);
        this.intents = cluster.reader(settings.get("intents.topic"));
        start();
    }

    /**
     * Sends events and kills the engine this often while it processes them. A kill after the last event does not count.
     */
    public void killWhileWorking(int kills) {
        int done = 0;
        while (done < kills) {
            feed.send(EVENTS_PER_ROUND);
            awaitIntents(intentsSeen + 1 + random.nextInt(EVENTS_PER_ROUND / 2));
            process.kill();
            if (backlog() > 0) {
                done++;
            }
            start();
        }
        feed.send(EVENTS_PER_ROUND);
        awaitNoBacklog();
    }

    /** Stops the engine, deletes its local state, starts it again and sends one more event for each user. */
    void loseLocalState() {
        assertThat(process.stop()).isIn((Object[]) STOPPED);
        delete(Path.of(settings.get("data.dir")).resolve("streams"));
        start();
        feed.sendOneOfEachUser();
        awaitNoBacklog();
    }

    /** Events and garbage that the broker has accepted so far. */
    long sent() {
        return feed.sent();
    }

    private void start() {
        process = EngineProcess.start(folder, settings);
    }

    private void awaitIntents(long count) {
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            process.requireAlive();
            intentsSeen += intents.poll(Duration.ofMillis(20)).count();
            return intentsSeen >= count;
        });
    }

    private void awaitNoBacklog() {
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            process.requireAlive();
            return backlog() == 0;
        });
    }

    private long backlog() {
        return cluster.backlog(settings.get("application.id"), settings.get("input.topics"));
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
        intents.close();
        feed.close();
    }
}
