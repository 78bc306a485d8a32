package io.intentstream.cli.demo;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.ClickstreamProducer;
import io.intentstream.offline.input.Playback;
import io.intentstream.schema.ClickEvent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Plays events into the input topic, on its own thread. {@link Backpressure} keeps it close to the engine, so that the measured
 * latency is that of the engine and not of a backlog.
 */
final class EventPlayer implements AutoCloseable {

    private static final long RECHECK_MILLIS = 50;
    private static final long PATIENCE_MILLIS = 500;

    private final Playback playback;
    private final DemoStats counts;
    private final UserJourneys journeys;
    private final Backpressure backpressure = new Backpressure();
    private final ClickstreamProducer producer;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final Thread thread = new Thread(this::play, "player");

    /** @param playback the events; their source must be closed after this */
    EventPlayer(AppConfig config, Playback playback, DemoStats counts, UserJourneys journeys) {
        this.playback = playback;
        this.counts = counts;
        this.journeys = journeys;
        this.producer = new ClickstreamProducer(config, config.inputTopics().get(0));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether every event of the source is in the topic. */
    boolean isDone() {
        return sent.isDone();
    }

    /** Why playing failed; empty while it has not. */
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
        while (!backpressure.allows(counts.eventsUnderWay(), counts.accounted(), System.nanoTime())
                && !playback.isStopped()) {
            producer.requireSent();
            counts.awaitNews(RECHECK_MILLIS);
        }
        journeys.sent(event);
        counts.sending(event.getUserId(), event.getEventId());
        producer.send(event);
    }

    /** Stops playing, and waits until what was sent is in the topic; not for a source that does not answer, such as a pipe. */
    @Override
    public void close() {
        playback.stop();
        try {
            thread.join(PATIENCE_MILLIS);
            thread.interrupt();
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
