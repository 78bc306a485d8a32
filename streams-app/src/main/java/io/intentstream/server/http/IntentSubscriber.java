package io.intentstream.server.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One client's queue between the feed's thread, which never waits for it, and the client's own. A client that reads more
 * slowly than intents come loses the oldest, and is told how many.
 */
final class IntentSubscriber {
    /** Most events that wait; about a megabyte. */
    static final int CAPACITY = 1_000;

    private final IntentFilter filter;
    private final Deque<Event> queue = new ArrayDeque<>();
    private long lost;
    private boolean closed;

    /**
     * What is sent to a client.
     *
     * @param id {@code partition-offset} of the intent
     * @param json the intent
     */
    record Event(String id, String json) {}

    /**
     * What there is to send.
     *
     * @param event the next event; null when none came in time
     * @param lost events lost before it since the last time
     * @param closed whether nothing will come any more
     */
    record Next(@Nullable Event event, long lost, boolean closed) {}

    IntentSubscriber(IntentFilter filter) {
        this.filter = filter;
    }

    IntentFilter filter() {
        return filter;
    }

    /** Adds an event; whether the oldest had to give way. */
    synchronized boolean offer(Event event) {
        boolean full = queue.size() == CAPACITY;
        if (full) {
            queue.removeFirst();
            lost++;
        }
        queue.addLast(event);
        notifyAll();
        return full;
    }

    /** Waits for the next event. */
    synchronized Next next(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (queue.isEmpty() && !closed && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        long lostBefore = lost;
        lost = 0;
        return new Next(queue.pollFirst(), lostBefore, closed);
    }

    /** Whether the next event is there already. */
    synchronized boolean hasNext() {
        return !queue.isEmpty();
    }

    synchronized void close() {
        closed = true;
        queue.clear();
        notifyAll();
    }
}
