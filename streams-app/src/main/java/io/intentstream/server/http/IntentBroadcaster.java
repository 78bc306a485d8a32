package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.server.json.JsonRecords;
import io.intentstream.stream.processing.ResultHeader;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads new intents as any other service would: from the topic, committed records only, without a group, from the end.
 * It polls only while there are listeners or {@link #seconds} is asked for, and stops a minute after the last of them.
 *
 * <p>One thread reads and distributes; it never waits for a listener.
 */
final class IntentBroadcaster implements AutoCloseable {
    /** Most clients at a time: each holds a connection and a thread. */
    static final int MAX_LISTENERS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(IntentBroadcaster.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final AppConfig config;
    private final List<IntentSubscriber> listeners = new CopyOnWriteArrayList<>();
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
     * Adds a listener, which gets what is committed from now on.
     *
     * @throws Problem 503 when there are too many listeners, or Kafka does not answer
     */
    IntentSubscriber listen(IntentFilter filter) throws InterruptedException {
        IntentSubscriber listener = new IntentSubscriber(filter);
        synchronized (this) {
            if (listeners.size() >= MAX_LISTENERS) {
                throw Problem.unavailable("there are " + MAX_LISTENERS + " listeners already");
            }
            listeners.add(listener);
        }
        keepReading();
        if (!awaitReading()) {
            leave(listener);
            throw Problem.unavailable("the topic of intents cannot be read now");
        }
        return listener;
    }

    void leave(IntentSubscriber listener) {
        listeners.remove(listener);
        wantedNanos = System.nanoTime();
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
        boolean done = false;
        while (!done) {
            try {
                readFromEnd();
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

    /** Returns when it is no longer wanted. */
    private void readFromEnd() {
        try (CommittedReader records = KafkaClients.of(config).reader(KafkaClients.WhenDeleted.CONTINUE_AT_END);
                Deserializer<PurchaseIntent> intents =
                        SerdeSettings.of(config.serde()).deserializer()) {
            records.seekToEnd(records.partitions(config.intentsTopic()));
            setReading(true);
            while (isWanted()) {
                for (ConsumerRecord<byte[], byte[]> result : records.poll(POLL)) {
                    if (result.value() != null) {
                        distribute(result, intents.deserialize(result.topic(), result.headers(), result.value()));
                    }
                }
            }
        }
    }

    private void distribute(ConsumerRecord<byte[], byte[]> result, PurchaseIntent intent) {
        long now = System.currentTimeMillis();
        seconds.add(now, intent.getBand(), latency(result, now));
        IntentSubscriber.@Nullable Event event = null;
        for (IntentSubscriber listener : listeners) {
            if (listener.filter().accepts(intent)) {
                if (event == null) {
                    event = new IntentSubscriber.Event(
                            result.partition() + "-" + result.offset(), JsonRecords.line(intent));
                }
                if (listener.offer(event)) {
                    lost.incrementAndGet();
                }
            }
        }
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
