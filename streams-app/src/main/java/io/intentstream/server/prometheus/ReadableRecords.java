package io.intentstream.server.prometheus;

import io.intentstream.kafka.CommittedReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the first record after a committed offset that a reader of committed records can read. Offsets that hold aborted records
 * and the markers of transactions count for nothing. Used by one thread.
 *
 * <p>Records are read only where the committed offset has not moved since the last look, and each at most once.
 */
final class ReadableRecords implements AutoCloseable {
    private static final Duration LONGEST_POLL = Duration.ofSeconds(2);

    private final CommittedReader reader;
    private Map<TopicPartition, Gap> gaps = Map.of();

    /**
     * What is known of the offsets after a committed one.
     *
     * @param committed the committed offset
     * @param next the first offset from there on that holds a readable record, or has not been looked at
     * @param found whether it holds one
     */
    private record Gap(long committed, long next, boolean found) {}

    /** @param reader closed with this */
    ReadableRecords(CommittedReader reader) {
        this.reader = reader;
    }

    /**
     * Records that wait to be processed.
     *
     * @param committed the offset up to which each partition is processed
     * @param ends the end of each partition
     */
    Map<TopicPartition, Long> waiting(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Gap> now = new HashMap<>();
        committed.forEach((partition, offset) -> {
            Gap before = gaps.get(partition);
            now.put(
                    partition,
                    before != null && before.committed() == offset ? before : new Gap(offset, offset, false));
        });
        look(now, ends);
        gaps = now;
        Map<TopicPartition, Long> waiting = new HashMap<>();
        ends.forEach((partition, end) ->
                waiting.put(partition, Math.max(0, end - now.get(partition).next())));
        return waiting;
    }

    /** Reads on in the partitions whose committed offset is that of the last look, and where no readable record was found. */
    private void look(Map<TopicPartition, Gap> now, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> unread = new HashMap<>();
        now.forEach((partition, gap) -> {
            if (gaps.get(partition) == gap && !gap.found() && gap.next() < ends.getOrDefault(partition, 0L)) {
                unread.put(partition, gap.next());
            }
        });
        if (unread.isEmpty()) {
            return;
        }
        reader.seek(unread);
        long deadline = System.nanoTime() + LONGEST_POLL.toNanos();
        boolean found = false;
        while (!found && System.nanoTime() < deadline && !reader.hasReached(ends(unread, ends))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                found = true;
                now.computeIfPresent(
                        new TopicPartition(record.topic(), record.partition()),
                        (partition, gap) -> gap.found() ? gap : new Gap(gap.committed(), record.offset(), true));
            }
        }
        unread.keySet()
                .forEach(partition -> now.computeIfPresent(
                        partition,
                        (key, gap) -> gap.found()
                                ? gap
                                : new Gap(gap.committed(), Math.max(gap.next(), reader.position(key)), false)));
    }

    private static Map<TopicPartition, Long> ends(Map<TopicPartition, Long> unread, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> ofUnread = new HashMap<>(ends);
        ofUnread.keySet().retainAll(unread.keySet());
        return ofUnread;
    }

    @Override
    public void close() {
        reader.close();
    }
}
