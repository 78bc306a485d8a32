package io.intentstream.cli.demo;

import io.intentstream.schema.PurchaseIntent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Counts the events that were sent and their results, and measures the time between them. Any thread may call it.
 */
final class DemoStats {

    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private record EventKey(String userId, String eventId) {}

    /** Nanoseconds at which an event was sent, until its intent is read; dead letters and duplicates stay. */
    private final Map<EventKey, Long> sentAt = new ConcurrentHashMap<>();

    private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
    private final Set<String> users = new HashSet<>();
    private long eventsSent;
    private long eventsIn;
    private long intents;
    private long profiles;
    private final Map<String, Long> deadLetters = new TreeMap<>();
    private long withoutResult;
    private long duplicates;
    private long firstSentNanos;
    private long lastProgressNanos = System.nanoTime();

    /** An event is about to be sent. */
    void sending(String userId, String eventId) {
        long now = System.nanoTime();
        sentAt.putIfAbsent(new EventKey(userId, eventId), now);
        synchronized (this) {
            if (eventsSent == 0) {
                firstSentNanos = now;
                lastProgressNanos = now;
            }
            eventsSent++;
        }
    }

    /** An intent was read. */
    synchronized void intent(PurchaseIntent intent) {
        long now = System.nanoTime();
        Long sent = sentAt.remove(new EventKey(intent.getUserId(), intent.getEventId()));
        if (sent != null) {
            long micros = TimeUnit.NANOSECONDS.toMicros(now - sent);
            latencyMicros.recordValue(Math.min(LONGEST_MICROS, micros));
        }
        users.add(intent.getUserId());
        intents++;
        progressed(now);
    }

    synchronized void profile() {
        profiles++;
        progressed(System.nanoTime());
    }

    /** @param reason the code under which the record was rejected */
    synchronized void deadLetter(String reason) {
        deadLetters.merge(reason, 1L, Long::sum);
        progressed(System.nanoTime());
    }

    /**
     * Updates what only the engine and the broker know.
     *
     * @param eventsInTopic records in the input topic, from any sender, that the engine had not processed when it started
     * @param duplicateEvents events that the engine recognised as sent before
     * @param withheldEvents events without consent
     */
    synchronized void observed(long eventsInTopic, long duplicateEvents, long withheldEvents) {
        eventsIn = eventsInTopic;
        if (duplicateEvents + withheldEvents != withoutResult) {
            withoutResult = duplicateEvents + withheldEvents;
            progressed(System.nanoTime());
        }
        duplicates = duplicateEvents;
        notifyAll();
    }

    private void progressed(long now) {
        lastProgressNanos = now;
        notifyAll();
    }

    /** Waits until a count changes, or the time is over. */
    synchronized void awaitNews(long timeoutMillis) throws InterruptedException {
        wait(timeoutMillis);
    }

    synchronized long eventsUnderWay() {
        return Math.max(0, eventsSent - accounted());
    }

    /** Events with a known outcome. */
    synchronized long accounted() {
        return intents + deadLetterCount() + withoutResult;
    }

    synchronized long eventsSent() {
        return eventsSent;
    }

    /** Whether every record of the input topic is accounted for, and the profile of each intent has been read. */
    synchronized boolean isComplete() {
        return accounted() >= Math.max(eventsSent, eventsIn) && profiles >= intents;
    }

    /**
     * Whether every event that was sent is accounted for. Profiles may be fewer: their topic is compacted, so a profile may
     * be replaced by a later one before it is read.
     */
    synchronized boolean coversWhatWasSent() {
        return accounted() >= eventsSent;
    }

    synchronized long millisSinceProgress() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastProgressNanos);
    }

    synchronized DemoSummary summary() {
        double seconds = eventsSent == 0 ? 0 : (lastProgressNanos - firstSentNanos) / 1e9;
        return new DemoSummary(
                Math.max(eventsSent, eventsIn),
                intents,
                profiles,
                deadLetterCount(),
                duplicates,
                users.size(),
                seconds > 0 ? oneDecimal(accounted() / seconds) : 0,
                oneDecimal(latencyMicros.getValueAtPercentile(50) / 1e3),
                oneDecimal(latencyMicros.getValueAtPercentile(99) / 1e3));
    }

    private long deadLetterCount() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many records were rejected for each reason. */
    synchronized Map<String, Long> deadLettersByReason() {
        return new TreeMap<>(deadLetters);
    }

    /** Forgets the latencies so far. */
    synchronized void measureAfresh() {
        latencyMicros.reset();
    }

    private static double oneDecimal(double number) {
        return Math.round(number * 10) / 10.0;
    }
}
