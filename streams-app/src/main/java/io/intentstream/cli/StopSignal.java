package io.intentstream.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in its own way when the user presses Ctrl-C or the system asks the process to go: asks it to stop,
 * and holds the process until the command has closed this, at most 30 seconds.
 */
final class StopSignal implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean received;

    private StopSignal(Runnable stop) {
        this.hook = new Thread(() -> receive(stop), "stop-signal");
    }

    /** @param stop asks the command to stop; called from another thread */
    static StopSignal onSignal(Runnable stop) {
        StopSignal signal = new StopSignal(stop);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void receive(Runnable stop) {
        received = true;
        stop.run();
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was asked to go. */
    boolean wasReceived() {
        return received;
    }

    /** The command has ended: the process may go. */
    @Override
    public void close() {
        finished.countDown();
        if (!received) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyGoing) {
                // the hook runs, and will find the latch open
            }
        }
    }
}
