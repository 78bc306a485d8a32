package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.stream.processing.ResultHeader;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads new intents as any other service would: from the topic, committed records only, without a group. It begins a
 * little before the end, so that the first client, too, can get the latest intents. After a failure it reads on from
 * where it was. It polls only while there are listeners or {@link #seconds} is asked for, and stops a minute after the last of them.
 *
 * <p>One thread reads and distributes; it never waits for a listener.
 */
final class IntentBroadcaster implements AutoCloseable {
    /** Most clients at a time: each holds a connection and a thread. */
    static final int MAX_LISTENERS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(IntentBroadcaster.class);
    /** Intents before the end that are read first, over all partitions. */
    private static final int HISTORY = 1_000;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final AppConfig config;
    private final List<IntentSubscriber> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore places = new Semaphore(MAX_LISTENERS);
    private final RecentIntents recent = new RecentIntents();
    private final IntentSeconds seconds = new IntentSeconds();
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long wantedNanos;
    private Optional<Thread> reader = Optional.empty();
    private boolean reading;

    IntentBroadcaster(AppConfig config) {
        this.config = config;
    }

    /**
     * Adds a listener, which gets what it asks for of the latest intents, and then what is committed from now on.
     *
     * @throws Problem 503 when there are too many listeners, or Kafka does not answer
     */
    IntentSubscriber listen(StreamRequest request) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw Problem.unavailable("there are " + MAX_LISTENERS + " listeners already");
        }
        keepReading();
        if (!awaitReading()) {
            places.release();
            throw Problem.unavailable("the topic of intents cannot be read now");
        }
        synchronized (recent) {
            IntentSubscriber listener = new IntentSubscriber(request.filter(), request.replay(recent));
            listeners.add(listener);
            return listener;
        }
    }

    void leave(IntentSubscriber listener) {
        if (listeners.remove(listener)) {
            places.release();
        }
        wantedNanos = System.nanoTime();
    }

    /** The place up to which a listener has got everything; empty while something waits for it. */
    Optional<StreamPosition> positionOf(IntentSubscriber listener) {
        synchronized (recent) {
            return listener.hasNext() ? Optional.empty() : Optional.of(recent.position());
        }
    }

    /** Keeps reading for another minute, for a client of {@link #seconds}. */
    synchronized void keepReading() {
        wantedNanos = System.nanoTime();
        if (reader.isEmpty() && closed.getCount() > 0) {
            Thread thread = new Thread(this::read, "http-intents");
            thread.setDaemon(true);
            reader = Optional.of(thread);
            thread.start();
        }
    }

    IntentSeconds seconds() {
        return seconds;
    }

    int listeners() {
        return listeners.size();
    }

    /** Events that listeners lost because they read too slowly. */
    long lost() {
        return lost.get();
    }

    private synchronized boolean awaitReading() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!reading && closed.getCount() > 0 && System.nanoTime() < deadline) {
            wait(100);
        }
        return reading;
    }

    private synchronized void setReading(boolean now) {
        reading = now;
        notifyAll();
    }

    private void read() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        boolean done = false;
        while (!done) {
            try {
                readOn(positions);
                done = true;
            } catch (RuntimeException e) {
                LOG.warn("intents cannot be read for HTTP, trying again cause={}", cause(e));
                setReading(false);
                pause();
                done = !isWanted();
            }
        }
    }

    /** The message of Kafka's exceptions only; others could contain an intent's content. */
    private static String cause(RuntimeException e) {
        return e instanceof KafkaException ? e.toString() : e.getClass().getName();
    }

    private void pause() {
        try {
            closed.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When false, the reading thread ends; the next {@link #keepReading} starts another. */
    private synchronized boolean isWanted() {
        boolean wanted =
                closed.getCount() > 0 && (!listeners.isEmpty() || System.nanoTime() - wantedNanos < IDLE.toNanos());
        if (!wanted) {
            reader = Optional.empty();
            setReading(false);
        }
        return wanted;
    }

    /**
     * Returns when it is no longer wanted.
     *
     * @param positions offset of each partition's next record; empty at first
     */
    private void readOn(Map<TopicPartition, Long> positions) {
        try (CommittedReader records = KafkaClients.of(config).reader(KafkaClients.WhenDeleted.CONTINUE_AT_END);
                Deserializer<PurchaseIntent> intents =
                        SerdeSettings.of(config.serde()).deserializer()) {
            if (positions.isEmpty()) {
                readHistory(records, intents, positions);
            } else {
                records.seek(positions);
            }
            setReading(true);
            while (isWanted()) {
                for (ConsumerRecord<byte[], byte[]> result : records.poll(POLL)) {
                    take(result, intents, positions).ifPresent(event -> count(result, event.intent()));
                }
            }
        }
    }

    private void readHistory(
            CommittedReader records, Deserializer<PurchaseIntent> intents, Map<TopicPartition, Long> positions) {
        List<TopicPartition> partitions = records.partitions(config.intentsTopic());
        Map<TopicPartition, Long> oldest = records.beginnings(partitions);
        Map<TopicPartition, Long> ends = records.ends(partitions);
        ends.forEach((partition, end) ->
                positions.put(partition, Math.max(oldest.get(partition), end - HISTORY / partitions.size())));
        synchronized (recent) {
            recent.begin(positions.values().stream().mapToLong(Long::longValue).sum());
        }
        records.seek(positions);
        while (!records.hasReached(ends) && closed.getCount() > 0) {
            records.poll(POLL).forEach(result -> take(result, intents, positions));
        }
    }

    /** Hands a record on; empty when it holds no intent. A record that can't be decoded is not read again. */
    private Optional<IntentEvent> take(
            ConsumerRecord<byte[], byte[]> result,
            Deserializer<PurchaseIntent> intents,
            Map<TopicPartition, Long> positions) {
        long next = result.offset() + 1;
        Long before = positions.put(new TopicPartition(result.topic(), result.partition()), next);
        synchronized (recent) {
            recent.advance(before == null ? next : next - before);
        }
        if (result.value() == null) {
            return Optional.empty();
        }
        PurchaseIntent intent = intents.deserialize(result.topic(), result.headers(), result.value());
        synchronized (recent) {
            IntentEvent event = recent.add(intent);
            listeners.forEach(listener -> offer(listener, event));
            return Optional.of(event);
        }
    }

    private void offer(IntentSubscriber listener, IntentEvent event) {
        if (listener.filter().accepts(event.intent()) && listener.offer(event)) {
            lost.incrementAndGet();
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> result, PurchaseIntent intent) {
        long now = System.currentTimeMillis();
        seconds.add(now, intent.getBand(), latency(result, now));
    }

    private static long latency(ConsumerRecord<byte[], byte[]> result, long now) {
        Header made = result.headers().lastHeader(ResultHeader.PROCESSED_AT.key());
        try {
            return made == null ? -1 : Math.max(0, now - Long.parseLong(new String(made.value(), UTF_8)));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        listeners.forEach(IntentSubscriber::close);
        Optional<Thread> last;
        synchronized (this) {
            last = reader;
        }
        if (last.isPresent()) {
            try {
                last.get().join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
