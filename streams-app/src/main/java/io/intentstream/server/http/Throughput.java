package io.intentstream.server.http;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A counter's rate over the last {@value #SECONDS} seconds. */
final class Throughput implements AutoCloseable {
    private static final int SECONDS = 5;

    private final LongSupplier counter;
    private final long[] samples = new long[SECONDS + 1];
    private final ScheduledExecutorService sampler;
    private int taken;

    /** @param counter sampled once a second */
    Throughput(LongSupplier counter) {
        this.counter = counter;
        this.sampler = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "http-throughput");
            thread.setDaemon(true);
            return thread;
        });
        sampler.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
    }

    private synchronized void sample() {
        samples[taken++ % samples.length] = counter.getAsLong();
    }

    /** Increase per second; over less than {@value #SECONDS} seconds at the start. */
    synchronized double perSecond() {
        int steps = Math.min(taken - 1, SECONDS);
        if (steps < 1) {
            return 0;
        }
        long latest = samples[(taken - 1) % samples.length];
        long earlier = samples[(taken - 1 - steps) % samples.length];
        return (double) (latest - earlier) / steps;
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
