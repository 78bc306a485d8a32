package io.intentstream.cli.demo;

import io.intentstream.cli.command.RecordSerdes;
import io.intentstream.config.AppConfig;
import io.intentstream.offline.input.Playback;
import io.intentstream.schema.ClickEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Plays events into the input topic, on a thread of its own. It stays only so far ahead of the engine that the measured
 * latency is that of the engine and not of a backlog.
 */
final class EventPlayer implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final String topic;
    private final Playback playback;
    private final DemoStats counts;
    private final UserJourneys stories;
    private final Backpressure lead = new Backpressure();
    private final KafkaProducer<String, ClickEvent> producer;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final Thread thread = new Thread(this::play, "player");

    /** @param playback its source is closed by its owner, after this */
    EventPlayer(AppConfig config, Playback playback, DemoStats counts, UserJourneys stories) {
        this.topic = config.inputTopics().get(0);
        this.playback = playback;
        this.counts = counts;
        this.stories = stories;
        this.producer = new KafkaProducer<>(
                settings(config),
                new StringSerializer(),
                RecordSerdes.of(config).<ClickEvent>serializer());
    }

    private static Map<String, Object> settings(AppConfig config) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 << 10));
        settings.putAll(config.producerSettings());
        return settings;
    }

    void start() {
        thread.start();
    }

    /** Whether every event of the source is in the topic. */
    boolean isDone() {
        return sent.isDone();
    }

    /** Why the playing ended early, if it did. */
    Optional<Throwable> failure() {
        if (!sent.isCompletedExceptionally()) {
            return Optional.empty();
        }
        try {
            sent.join();
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.of(e.getCause());
        }
    }

    private void play() {
        try {
            playback.play(this::send);
            producer.flush();
            sent.complete(null);
        } catch (InterruptedException | RuntimeException e) {
            sent.completeExceptionally(e);
        }
    }

    private void send(ClickEvent event) throws InterruptedException {
        while (!lead.allows(counts.eventsUnderWay(), counts.accounted(), System.nanoTime()) && !playback.isStopped()) {
            counts.awaitNews(LOOK_AGAIN_MILLIS);
        }
        stories.sent(event);
        counts.sending(new EventKey(event.getUserId(), event.getEventId()));
        producer.send(new ProducerRecord<>(topic, null, timestamp(event), event.getUserId(), event), (at, failure) -> {
            if (failure != null) {
                sent.completeExceptionally(failure);
                playback.stop();
            }
        });
    }

    /** The event's time, unless a broker would refuse the record for it; then the engine, not the broker, rejects it. */
    private static Long timestamp(ClickEvent event) {
        Instant time = event.getEventTime();
        return time.isAfter(Instant.now()) || time.toEpochMilli() < 0 ? null : Long.valueOf(time.toEpochMilli());
    }

    /** Stops playing, and waits until what was sent is in the topic. */
    @Override
    public void close() {
        playback.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
