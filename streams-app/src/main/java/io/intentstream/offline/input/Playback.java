package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Passes the events of a source on at a constant rate. Event number n is due n / rate seconds after the start, however long
 * the events before it took, so the rate does not drift; after a stall the playback catches up. Can be played once.
 */
public final class Playback {

    /** The receiver of the events. */
    @FunctionalInterface
    public interface EventReceiver {
        void accept(ClickEvent event) throws InterruptedException;
    }

    /** Shorter waits are left out, since the operating system can't keep them; the next event waits longer instead. */
    private static final long SHORTEST_WAIT_NANOS = 200_000;

    private final EventSource source;
    private final double eventsPerSecond;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param source the events; it is not closed
     * @param eventsPerSecond the rate; 0 for as fast as the sink accepts them
     */
    public Playback(EventSource source, double eventsPerSecond) {
        if (!(eventsPerSecond >= 0) || Double.isInfinite(eventsPerSecond)) {
            throw new InputException("The rate is " + eventsPerSecond
                    + " events per second: it must be 0 (as fast as possible) or more");
        }
        this.source = source;
        this.eventsPerSecond = eventsPerSecond;
    }

    /**
     * Plays until the source ends or {@link #stop()} is called.
     *
     * @return number of events passed on
     * @throws InterruptedException when the thread is interrupted; an event is passed on completely or not at all
     */
    public long play(EventReceiver sink) throws InterruptedException {
        long start = System.nanoTime();
        long played = 0;
        while (!isStopped() && awaitTurn(start, played)) {
            ClickEvent event = source.next();
            if (event == null) {
                break;
            }
            sink.accept(event);
            played++;
        }
        return played;
    }

    /** Ends the playback before its next event, immediately even while it waits. Any thread may call it. */
    public void stop() {
        stopped.countDown();
    }

    /** Whether {@link #stop()} was called. */
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits until an event is due; false when the playback was stopped. */
    private boolean awaitTurn(long start, long number) throws InterruptedException {
        if (eventsPerSecond == 0) {
            return true;
        }
        long due = (long) (number / eventsPerSecond * TimeUnit.SECONDS.toNanos(1));
        long wait = due - (System.nanoTime() - start);
        return wait < SHORTEST_WAIT_NANOS || !stopped.await(wait, TimeUnit.NANOSECONDS);
    }
}
