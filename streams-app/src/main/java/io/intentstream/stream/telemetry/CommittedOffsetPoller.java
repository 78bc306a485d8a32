package io.intentstream.stream.telemetry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/** Passes the committed offsets to a {@link CommitLatencyTracker} every {@link #INTERVAL}, in a thread of its own. */
public final class CommittedOffsetPoller implements AutoCloseable {
    /** Polling interval, and thus the largest error of a measured commit latency. */
    static final Duration INTERVAL = Duration.ofMillis(20);

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(CommittedOffsetPoller::thread);
    private final KafkaStreams streams;
    private final CommitLatencyTracker watch;

    public CommittedOffsetPoller(KafkaStreams streams, CommitLatencyTracker watch) {
        this.streams = streams;
        this.watch = watch;
    }

    public void start() {
        executor.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void look() {
        if (!watch.isIdle()) {
            watch.look(committed(), System.nanoTime(), System.currentTimeMillis());
        }
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            thread.activeTasks().forEach(task -> committed.putAll(task.committedOffsets()));
        }
        return committed;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "intentstream-commit-watch");
        thread.setDaemon(true);
        return thread;
    }
}
