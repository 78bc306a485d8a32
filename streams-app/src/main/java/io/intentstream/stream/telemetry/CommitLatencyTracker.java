package io.intentstream.stream.telemetry;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.TopicPartition;

/**
 * Learns when a batch was committed, and with it how long its records were under way. Kafka Streams tells nobody when it
 * commits, but the offsets that its tasks have committed can be looked at; a batch is committed once they have passed
 * it.
 *
 * <p>The stream's threads report batches, one other thread looks.
 */
public final class CommitLatencyTracker {
    /** A batch whose partition went elsewhere before its commit is forgotten after this. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final EngineTimings timings;
    private final Map<TopicPartition, Queue<Batch>> underWay = new ConcurrentHashMap<>();

    /**
     * A batch that was worked off.
     *
     * @param nextOffset offset after its last record
     * @param records how many they are
     * @param readAt {@link System#nanoTime} of their poll
     * @param timestamp latest timestamp of a record, in epoch milliseconds
     */
    public record Batch(long nextOffset, int records, long readAt, long timestamp) {}

    /** @param timings takes the times */
    CommitLatencyTracker(EngineTimings timings) {
        this.timings = timings;
    }

    public void processed(TopicPartition partition, Batch batch) {
        underWay.computeIfAbsent(partition, any -> new ConcurrentLinkedQueue<>())
                .add(batch);
    }

    /** Whether there is nothing to look for. */
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
