package io.intentstream.server.http;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
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
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads new records of a topic as any other service would: committed ones only, without a group. It begins a little before
 * the end, so that the first client, too, can get the latest records. After a failure it reads on from where it was. It
 * polls only while there are listeners or {@link #keepReading} is called, and stops a minute after the last of them.
 *
 * <p>One thread reads and distributes; it never waits for a listener.
 */
final class Broadcaster<T extends SpecificRecord> implements AutoCloseable {
    /** Most clients at a time: each holds a connection and a thread. */
    static final int MAX_LISTENERS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Broadcaster.class);
    /** Records before the end that are read first, over all partitions. */
    private static final int HISTORY = 1_000;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final AppConfig config;
    private final Feed<T> feed;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, T> onNew;
    private final List<FeedSubscriber<T>> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore places = new Semaphore(MAX_LISTENERS);
    private final FeedHistory<T> recent = new FeedHistory<>();
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long wantedNanos;
    private Optional<Thread> reader = Optional.empty();
    private boolean reading;

    /**
     * A broadcaster that does not read yet.
     *
     * @param config how to reach Kafka
     * @param feed what to read
     * @param onNew called with each record that is not of the history; called by the reading thread
     */
    Broadcaster(AppConfig config, Feed<T> feed, BiConsumer<ConsumerRecord<byte[], byte[]>, T> onNew) {
        this.config = config;
        this.feed = feed;
        this.onNew = onNew;
    }

    Feed<T> feed() {
        return feed;
    }

    /**
     * Adds a listener, which gets what it asks for of the latest records, and then what is committed from now on.
     *
     * @throws Problem 503 when there are too many listeners, or Kafka does not answer
     */
    FeedSubscriber<T> listen(FeedRequest<T> request) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw Problem.unavailable("there are " + MAX_LISTENERS + " listeners already");
        }
        keepReading();
        if (!awaitReading()) {
            places.release();
            throw Problem.unavailable("the topic of " + feed.plural() + " cannot be read now");
        }
        synchronized (recent) {
            FeedSubscriber<T> listener = new FeedSubscriber<>(request.filter(), request.replay(recent));
            listeners.add(listener);
            return listener;
        }
    }

    void leave(FeedSubscriber<T> listener) {
        if (listeners.remove(listener)) {
            places.release();
        }
        wantedNanos = System.nanoTime();
    }

    /** The place up to which a listener has got everything; empty while something waits for it. */
    Optional<StreamPosition> positionOf(FeedSubscriber<T> listener) {
        synchronized (recent) {
            return listener.hasNext() ? Optional.empty() : Optional.of(recent.position());
        }
    }

    /** Keeps reading for another minute, for someone who counts the records. */
    synchronized void keepReading() {
        wantedNanos = System.nanoTime();
        if (reader.isEmpty() && closed.getCount() > 0) {
            Thread thread = new Thread(this::read, "http-" + feed.plural());
            thread.setDaemon(true);
            reader = Optional.of(thread);
            thread.start();
        }
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
                LOG.warn("{} cannot be read for HTTP, trying again cause={}", feed.plural(), cause(e));
                setReading(false);
                pause();
                done = !isWanted();
            }
        }
    }

    /** The message of Kafka's exceptions only; others could contain a record's content. */
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
                Deserializer<T> values = feed.deserializer().get()) {
            if (positions.isEmpty()) {
                readHistory(records, values, positions);
            } else {
                records.seek(positions);
            }
            setReading(true);
            while (isWanted()) {
                for (ConsumerRecord<byte[], byte[]> result : records.poll(POLL)) {
                    take(result, values, positions).ifPresent(event -> onNew.accept(result, event.record()));
                }
            }
        }
    }

    private void readHistory(CommittedReader records, Deserializer<T> values, Map<TopicPartition, Long> positions) {
        List<TopicPartition> partitions = records.partitions(feed.topic());
        Map<TopicPartition, Long> oldest = records.beginnings(partitions);
        Map<TopicPartition, Long> ends = records.ends(partitions);
        ends.forEach((partition, end) ->
                positions.put(partition, Math.max(oldest.get(partition), end - HISTORY / partitions.size())));
        synchronized (recent) {
            recent.begin(positions.values().stream().mapToLong(Long::longValue).sum());
        }
        records.seek(positions);
        while (!records.hasReached(ends) && closed.getCount() > 0) {
            records.poll(POLL).forEach(result -> take(result, values, positions));
        }
    }

    /** Hands a record on; empty when it holds none. A record that can't be decoded is not read again. */
    private Optional<FeedEvent<T>> take(
            ConsumerRecord<byte[], byte[]> result, Deserializer<T> values, Map<TopicPartition, Long> positions) {
        long next = result.offset() + 1;
        Long before = positions.put(new TopicPartition(result.topic(), result.partition()), next);
        synchronized (recent) {
            recent.advance(before == null ? next : next - before);
        }
        if (result.value() == null) {
            return Optional.empty();
        }
        T record = values.deserialize(result.topic(), result.headers(), result.value());
        synchronized (recent) {
            FeedEvent<T> event = recent.add(record);
            listeners.forEach(listener -> offer(listener, event));
            return Optional.of(event);
        }
    }

    private void offer(FeedSubscriber<T> listener, FeedEvent<T> event) {
        if (listener.filter().test(event.record()) && listener.offer(event)) {
            lost.incrementAndGet();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        listeners.forEach(FeedSubscriber::close);
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
