package io.intentstream.server.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One client's queue between the broadcaster's thread, which never waits, and the client's own thread. A client that is
 * slower than the stream loses the oldest, and is told how many.
 */
final class FeedSubscriber<T extends SpecificRecord> {
    /** Most events in the queue; about a megabyte. */
    static final int CAPACITY = 1_000;

    private final Predicate<T> filter;
    private final FeedHistory.Replay<T> replay;
    private final Deque<FeedEvent<T>> queue = new ArrayDeque<>();
    private long lost;
    private boolean closed;

    /**
     * The next thing to send.
     *
     * @param event the next event; null when none came in time
     * @param lost events that were lost since the last call
     * @param closed whether no more events follow
     */
    record Next<T extends SpecificRecord>(@Nullable FeedEvent<T> event, long lost, boolean closed) {}

    /** @param replay what the client gets first */
    FeedSubscriber(Predicate<T> filter, FeedHistory.Replay<T> replay) {
        this.filter = filter;
        this.replay = replay;
    }

    Predicate<T> filter() {
        return filter;
    }

    FeedHistory.Replay<T> replay() {
        return replay;
    }

    /** Adds an event; returns whether the oldest was dropped for it. */
    synchronized boolean offer(FeedEvent<T> event) {
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
    synchronized Next<T> next(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long left = timeout.toMillis();
        while (queue.isEmpty() && !closed && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        long lostBefore = lost;
        lost = 0;
        return new Next<>(queue.pollFirst(), lostBefore, closed);
    }

    /** Whether an event is in the queue. */
    synchronized boolean hasNext() {
        return !queue.isEmpty();
    }

    synchronized void close() {
        closed = true;
        queue.clear();
        notifyAll();
    }
}
