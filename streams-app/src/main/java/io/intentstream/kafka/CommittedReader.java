package io.intentstream.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads committed records of chosen partitions. It has no consumer group and commits nothing, so it leaves no trace in the
 * cluster and affects no other reader. Used by one thread, except {@link #stop()}.
 */
public final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;

    CommittedReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** How many partitions a topic has; 0 when there is no such topic, or the user may not see it. */
    public int partitionCount(String topic) {
        return consumer.listTopics().getOrDefault(topic, List.of()).size();
    }

    /**
     * The partitions of a topic by number; empty when there is no such topic.
     *
     * @throws org.apache.kafka.common.errors.TopicAuthorizationException when the user may not see it
     */
    public List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found == null
                ? List.of()
                : found.stream()
                        .map(PartitionInfo::partition)
                        .sorted()
                        .map(number -> new TopicPartition(topic, number))
                        .toList();
    }

    /** Reads these partitions from their oldest records on. */
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what is committed to these partitions from now on: the ends are looked up before this returns. */
    public void seekToEnd(Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads the partitions from these offsets on. */
    public void seek(Map<TopicPartition, Long> offsets) {
        consumer.assign(offsets.keySet());
        offsets.forEach(consumer::seek);
    }

    /** Offset of each partition's oldest record. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions);
    }

    /** Offset after each partition's last committed record. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    /** Offset of each partition's first record whose timestamp is this or later; without such a record, the end. */
    public Map<TopicPartition, Long> offsetsAt(Instant time, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp at = found.get(partition);
            offsets.put(partition, at == null ? end : at.offset());
        });
        return offsets;
    }

    /** Offset of the next record. */
    public long position(TopicPartition partition) {
        return consumer.position(partition);
    }

    /** Whether every partition has been read to its offset. */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** The next records; none when none come within this time. */
    public ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        return consumer.poll(longest);
    }

    /** Hands on every record until {@link #stop()} is called or the receiver returns false. */
    public void read(Predicate<ConsumerRecord<byte[], byte[]>> receiver) {
        readWhile(() -> true, receiver);
    }

    /** As {@link #read}, but ends when each partition has been read to its offset; records after it may follow. */
    public void readTo(Map<TopicPartition, Long> ends, Predicate<ConsumerRecord<byte[], byte[]>> receiver) {
        readWhile(() -> !hasReached(ends), receiver);
    }

    private void readWhile(BooleanSupplier goesOn, Predicate<ConsumerRecord<byte[], byte[]>> receiver) {
        try {
            while (goesOn.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (!receiver.test(record)) {
                        return;
                    }
                }
            }
        } catch (WakeupException stopped) {
            // stop() was called.
        }
    }

    /** Ends {@link #read} and {@link #readTo}; a {@link #poll} throws {@link WakeupException}. Any thread may call this. */
    public void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
