package io.intentstream.offline.replay.topic;

import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicAccessException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range of committed records, partition after partition, so that every reading has the same order. Belongs to one
 * thread.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    /** How long a broker may be silent before the end of the range. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CommittedReader reader;
    private final List<TopicRange.Span> spans;
    private final Queue<TopicRange.Span> waiting;
    private final Queue<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();
    private Consumer<byte[]> announce = value -> {};
    private TopicRange.@Nullable Span current;
    private long done;

    private TopicReader(CommittedReader reader, List<TopicRange.Span> spans) {
        this.reader = reader;
        this.spans = spans;
        this.waiting = new ArrayDeque<>(spans);
    }

    static TopicReader open(KafkaClients clients, TopicRange range) {
        try {
            CommittedReader reader = clients.reader(KafkaClients.WhenDeleted.FAIL);
            try {
                return new TopicReader(reader, range.lookUp(reader));
            } catch (RuntimeException e) {
                reader.close();
                throw e;
            }
        } catch (KafkaException e) {
            throw unreadable(String.join(", ", range.topics()), e);
        }
    }

    /** How many records a range has at most; fewer where records were compacted away. */
    static long records(KafkaClients clients, TopicRange range) {
        try (TopicReader records = open(clients, range)) {
            return records.size();
        }
    }

    /** The parts of the range, as they were when this was opened. */
    List<TopicRange.Span> spans() {
        return spans;
    }

    /** From now on, each value is passed on when it was polled, before its record is returned. */
    void announceTo(Consumer<byte[]> receiver) {
        announce = receiver;
    }

    /** The next record; null at the end of the range. */
    @Nullable
    ConsumerRecord<byte[], byte[]> next() {
        while (polled.isEmpty()) {
            if (current == null) {
                current = waiting.poll();
                if (current == null) {
                    return null;
                }
                reader.seek(Map.of(current.partition(), current.from()));
            }
            poll(current);
        }
        return polled.poll();
    }

    private void poll(TopicRange.Span span) {
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (polled.isEmpty() && reader.position(span.partition()) < span.to()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    if (record.offset() < span.to()) {
                        polled.add(record);
                        announce.accept(record.value());
                    }
                }
                if (polled.isEmpty() && System.nanoTime() > deadline) {
                    throw new TopicAccessException("No record of " + span.partition() + " came for "
                            + PATIENCE.toSeconds() + " s, though there are records up to offset " + span.to()
                            + ": check the brokers");
                }
            }
            if (reader.position(span.partition()) >= span.to()) {
                done += span.records();
                current = null;
            }
        } catch (KafkaException e) {
            throw unreadable(span.partition().toString(), e);
        }
    }

    /** Part of the range read so far, 0 to 1. */
    double partRead() {
        long ofCurrent = current == null ? 0 : reader.position(current.partition()) - current.from();
        return size() == 0 ? 1 : Math.min(1, (done + ofCurrent) / (double) size());
    }

    private long size() {
        return spans.stream().mapToLong(TopicRange.Span::records).sum();
    }

    private static TopicAccessException unreadable(String what, KafkaException e) {
        Throwable root = e.getCause() == null ? e : e.getCause();
        return new TopicAccessException(
                what + " cannot be read (" + root.getMessage() + "): check the brokers, the names, and the settings",
                e);
    }

    @Override
    public void close() {
        reader.close();
    }
}
