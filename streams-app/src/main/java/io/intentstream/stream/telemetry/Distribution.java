package io.intentstream.stream.telemetry;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * A histogram with fixed bounds. Many threads may record at once. A value can stand for many events, so that a batch is
 * recorded once.
 */
public final class Distribution {
    private final double[] bounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    /** @param bounds upper bounds, inclusive and rising; values above the last are counted as well */
    Distribution(double... bounds) {
        this.bounds = bounds;
        this.counts = new LongAdder[bounds.length + 1];
        Arrays.setAll(counts, i -> new LongAdder());
    }

    /** Bounds of 1, 2.5 and 5 times every power of ten, from 1 ms to 5 min. */
    static Distribution ofSeconds() {
        return new Distribution(
                0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 300);
    }

    /** Twenty bounds, from 0.05 to 1. */
    static Distribution ofShares() {
        return new Distribution(
                IntStream.rangeClosed(1, 20).mapToDouble(i -> i / 20.0).toArray());
    }

    /** Records a value {@code times} times. */
    public void record(double value, long times) {
        counts[bucketOf(value)].add(times);
        sum.add(value * times);
    }

    private int bucketOf(double value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Upper bounds of the buckets; the last is positive infinity. */
    public double[] upperBounds() {
        double[] all = Arrays.copyOf(bounds, counts.length);
        all[bounds.length] = Double.POSITIVE_INFINITY;
        return all;
    }

    /** Values in each bucket, without those of the buckets before it. */
    public long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    /** Sum of all values. */
    public double sum() {
        return sum.sum();
    }
}
