package io.intentstream.stream.telemetry;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures the time from poll to commit. Kafka Streams does not notify anyone of commits, but the committed offsets of its
 * tasks can be queried: a batch is committed when they have passed it.
 *
 * <p>The stream threads report batches; one other thread checks the offsets.
 */
public final class CommitLatencyTracker {
    /** A batch whose partition moved to another instance before its commit is dropped after this time. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final EngineTimings timings;
    private final Map<TopicPartition, Queue<Batch>> underWay = new ConcurrentHashMap<>();

    /**
     * A processed batch.
     *
     * @param nextOffset offset after its last record
     * @param records number of its records
     * @param readAt {@link System#nanoTime} of their poll
     * @param timestamp latest timestamp of a record, in epoch milliseconds
     */
    public record Batch(long nextOffset, int records, long readAt, long timestamp) {}

    /** @param timings receives the times */
    CommitLatencyTracker(EngineTimings timings) {
        this.timings = timings;
    }

    public void processed(TopicPartition partition, Batch batch) {
        underWay.computeIfAbsent(partition, any -> new ConcurrentLinkedQueue<>())
                .add(batch);
    }

    /** Whether no batch waits for its commit. */
    boolean isIdle() {
        return underWay.values().stream().allMatch(Queue::isEmpty);
    }

    /**
     * Records the times of all batches that are committed.
     *
     * @param committed committed offsets of the tasks that run here
     * @param nanos {@link System#nanoTime} now
     * @param millis the wall clock, in epoch milliseconds
     */
    void look(Map<TopicPartition, Long> committed, long nanos, long millis) {
        underWay.forEach((partition, batches) -> {
            long reached = committed.getOrDefault(partition, -1L);
            for (Batch batch = batches.peek(); batch != null; batch = batches.peek()) {
                if (batch.nextOffset <= reached) {
                    record(batch, nanos, millis);
                } else if (nanos - batch.readAt < FORGOTTEN_AFTER.toNanos()) {
                    break;
                }
                batches.remove();
            }
        });
    }

    private void record(Batch batch, long nanos, long millis) {
        timings.latencySeconds().record((nanos - batch.readAt) * 1e-9, batch.records);
        timings.ageSeconds().record(Math.max(0, millis - batch.timestamp) * 1e-3, batch.records);
    }
}
