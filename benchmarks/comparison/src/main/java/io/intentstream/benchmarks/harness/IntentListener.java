package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads intents as they are committed, in its own thread, and records the latency of each. */
final class IntentListener implements AutoCloseable {
    /** Header with an event's number. The pass-through copies it; the others write it as the event's id. */
    static final String NUMBER = "number";

    /** Magic byte and schema id of the Confluent wire format. */
    private static final int PREFIX_BYTES = 5;

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Timetable timetable;
    private final Histogram others = new Histogram(LONGEST_MICROS, 3);
    private final Histogram bots = new Histogram(LONGEST_MICROS, 3);
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);
    private final AtomicLong seen = new AtomicLong();
    private final Thread thread = new Thread(this::listen, "intent-listener");
    private volatile boolean stopped;

    IntentListener(Cluster cluster, Assignment assignment, int partitions, Timetable timetable) {
        this.timetable = timetable;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrap(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        assignment.isExactlyOnce() ? "read_committed" : "read_uncommitted"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(assignment.intents(), partition))
                .toList());
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    void start() {
        thread.start();
    }

    private void listen() {
        while (!stopped) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                long now = System.nanoTime();
                long number = number(record);
                if (timetable.counts(number)) {
                    long micros = Math.max(0, Math.min(LONGEST_MICROS, (now - timetable.dueNanos(number)) / 1_000));
                    (isBot(record) ? bots : others).recordValue(micros);
                }
                seen.incrementAndGet();
            }
        }
    }

    private long number(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(NUMBER);
        return header != null ? ByteBuffer.wrap(header.value()).getLong() : eventId(record.value());
    }

    /** An intent begins with the ids of its user and its event; decoding the rest of each would load the machine. */
    private long eventId(byte[] intent) {
        decoder = DecoderFactory.get().binaryDecoder(intent, PREFIX_BYTES, intent.length - PREFIX_BYTES, decoder);
        try {
            decoder.skipString();
            return Long.parseLong(decoder.readString());
        } catch (IOException e) {
            throw new BenchmarkFailed("An intent cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isBot(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8).equals(LoadStream.BOT);
    }

    /** Waits until {@code count} intents were read; fails when none arrives for a minute. */
    void await(long count, ChildProcess process) throws InterruptedException {
        long before = -1;
        long deadline = 0;
        while (seen.get() < count) {
            if (seen.get() > before) {
                before = seen.get();
                deadline = System.nanoTime() + PATIENCE_NANOS;
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchmarkFailed(
                        "Only %,d of %,d intents arrived; see %s".formatted(seen.get(), count, process.log()));
            }
            Thread.sleep(10);
        }
    }

    /** Latencies in microseconds; complete once {@link #await} has returned. */
    Histogram others() {
        return others;
    }

    /** As {@link #others}, for the hot key. */
    Histogram bots() {
        return bots;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
        consumer.close();
    }
}
