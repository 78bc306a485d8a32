package io.intentstream.offline.replay.topic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range of committed records, partition after partition, so that two readings give the same order. Has no
 * consumer group: no offset is committed, and no group of anybody else is touched. Belongs to one thread.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    /** How long a broker may be silent while there are records to come. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicRange.Span> spans;
    private final Queue<TopicRange.Span> waiting;
    private final Queue<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();
    private TopicRange.@Nullable Span current;
    private long done;

    private TopicReader(Consumer<byte[], byte[]> consumer, List<TopicRange.Span> spans) {
        this.consumer = consumer;
        this.spans = spans;
        this.waiting = new ArrayDeque<>(spans);
    }

    /** @param settings of a consumer */
    static TopicReader open(Map<String, Object> settings, TopicRange range) {
        try {
            Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            try {
                return new TopicReader(consumer, range.lookUp(consumer));
            } catch (RuntimeException e) {
                consumer.close();
                throw e;
            }
        } catch (KafkaException e) {
            throw unreadable(String.join(", ", range.topics()), e);
        }
    }

    /** Settings under which nothing is committed, created or reset. */
    static Map<String, Object> settings(Map<String, Object> settings) {
        Map<String, Object> effective = new HashMap<>(settings);
        effective.remove(ConsumerConfig.GROUP_ID_CONFIG);
        effective.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        effective.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        effective.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        effective.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        effective.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        return effective;
    }

    /** The range as it was found. */
    List<TopicRange.Span> spans() {
        return spans;
    }

    /** The next record; null at the end of the range. */
    @Nullable
    ConsumerRecord<byte[], byte[]> next() {
        while (polled.isEmpty()) {
            if (current == null && !begin()) {
                return null;
            }
            poll(current);
        }
        return polled.poll();
    }

    private boolean begin() {
        current = waiting.poll();
        if (current == null) {
            return false;
        }
        consumer.assign(List.of(current.partition()));
        consumer.seek(current.partition(), current.from());
        return true;
    }

    private void poll(TopicRange.Span span) {
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (polled.isEmpty() && consumer.position(span.partition()) < span.to()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < span.to()) {
                        polled.add(record);
                    }
                }
                if (polled.isEmpty() && System.nanoTime() > deadline) {
                    throw new TopicReadException("Nothing came from " + span.partition() + " for "
                            + PATIENCE.toSeconds() + " s, though records up to offset " + span.to()
                            + " are there: check the brokers");
                }
            }
            if (consumer.position(span.partition()) >= span.to()) {
                done += span.records();
                current = null;
            }
        } catch (KafkaException e) {
            throw unreadable(span.partition().toString(), e);
        }
    }

    /** Part of the range read so far, 0 to 1. */
    double partRead() {
        long all = spans.stream().mapToLong(TopicRange.Span::records).sum();
        long ofCurrent = current == null ? 0 : consumer.position(current.partition()) - current.from();
        return all == 0 ? 1 : Math.min(1, (done + ofCurrent) / (double) all);
    }

    private static TopicReadException unreadable(String what, KafkaException e) {
        Throwable root = e.getCause() == null ? e : e.getCause();
        return new TopicReadException(
                what + " can't be read (" + root.getMessage() + "): check the brokers, the names, and the settings", e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
