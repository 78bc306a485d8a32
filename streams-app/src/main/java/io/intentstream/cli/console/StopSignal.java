package io.intentstream.cli.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a command shut down cleanly on Ctrl-C or SIGTERM: asks it to stop, and keeps the process alive until the command has
 * closed this, at most 30 seconds.
 */
public final class StopSignal implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch received = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private @Nullable Thread waiting;

    private StopSignal(Runnable stop) {
        this.hook = new Thread(() -> receive(stop), "stop-signal");
    }

    /** For a command that polls whether it must stop. */
    public static StopSignal listen() {
        return onSignal(() -> {});
    }

    /** @param stop asks the command to stop; called from another thread */
    public static StopSignal onSignal(Runnable stop) {
        StopSignal signal = new StopSignal(stop);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void receive(Runnable stop) {
        synchronized (this) {
            received.countDown();
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        stop.run();
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs what may wait for long and can be given up, such as a start: the signal interrupts it.
     *
     * @throws InterruptException when it was interrupted; what it left is to be closed as after any failure
     */
    public <T> T interrupting(Supplier<T> action) {
        setWaiting(Thread.currentThread());
        try {
            return action.get();
        } catch (RuntimeException e) {
            throw wasReceived() ? new InterruptException("The process was asked to end") : e;
        } finally {
            setWaiting(null);
            Thread.interrupted(); // what follows must be able to wait
        }
    }

    private synchronized void setWaiting(@Nullable Thread thread) {
        waiting = thread;
        if (thread != null && wasReceived()) {
            thread.interrupt();
        }
    }

    /** Whether the process was asked to end. */
    public boolean wasReceived() {
        return received.getCount() == 0;
    }

    /** Waits for this time, or until the process is asked to end; returns whether it was. */
    public boolean await(Duration time) throws InterruptedException {
        return received.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The command has ended: the process may end. */
    @Override
    public void close() {
        finished.countDown();
        if (!wasReceived()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // the hook is running and will find the latch open
            }
        }
    }
}
