package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.stream.processing.ResultHeader;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Intents by band in each of the last {@value #SECONDS} seconds, and the time until they became readable. */
final class IntentSeconds {
    static final int SECONDS = 60;

    private static final int SECONDS_OF_LATENCY = 10;
    private static final long LONGEST_MILLIS = 600_000;

    private final Second[] ring = new Second[SECONDS];

    private static final class Second {
        private final Histogram latency = new Histogram(LONGEST_MILLIS, 2);
        private final long[] byBand = new long[Band.values().length];
        private long epochSecond;
    }

    /**
     * Intents of one second.
     *
     * @param epochSecond when they were read
     * @param byBand their number, in the order of {@link Band}
     */
    record IntentCounts(long epochSecond, long[] byBand) {}

    /**
     * Percentiles in milliseconds; 0 when there was no intent.
     *
     * @param p50 median
     * @param p99 99th percentile
     */
    record LatencySummary(long p50, long p99) {}

    IntentSeconds() {
        for (int i = 0; i < SECONDS; i++) {
            ring[i] = new Second();
        }
    }

    /** Counts an intent that was read now. */
    void add(ConsumerRecord<byte[], byte[]> result, PurchaseIntent intent) {
        long now = System.currentTimeMillis();
        add(now, intent.getBand(), latency(result, now));
    }

    private static long latency(ConsumerRecord<byte[], byte[]> result, long now) {
        Header made = result.headers().lastHeader(ResultHeader.PROCESSED_AT.key());
        try {
            return made == null ? -1 : Math.max(0, now - Long.parseLong(new String(made.value(), UTF_8)));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * Counts an intent that was read.
     *
     * @param nowMillis epoch milliseconds
     * @param latencyMillis from when it was produced until it was read; negative when unknown
     */
    synchronized void add(long nowMillis, Band band, long latencyMillis) {
        long epochSecond = nowMillis / 1000;
        Second second = ring[(int) (epochSecond % SECONDS)];
        if (second.epochSecond != epochSecond) {
            second.epochSecond = epochSecond;
            second.latency.reset();
            java.util.Arrays.fill(second.byBand, 0);
        }
        second.byBand[band.ordinal()]++;
        if (latencyMillis >= 0) {
            second.latency.recordValue(Math.min(LONGEST_MILLIS, latencyMillis));
        }
    }

    /** The last seconds, oldest first, including those without intents; the current second is left out. */
    synchronized List<IntentCounts> counted(long nowMillis) {
        List<IntentCounts> counted = new ArrayList<>(SECONDS - 1);
        long now = nowMillis / 1000;
        for (long epochSecond = now - SECONDS + 1; epochSecond < now; epochSecond++) {
            Second second = ring[(int) (epochSecond % SECONDS)];
            counted.add(new IntentCounts(
                    epochSecond,
                    second.epochSecond == epochSecond ? second.byBand.clone() : new long[Band.values().length]));
        }
        return counted;
    }

    /** Over the last {@value #SECONDS_OF_LATENCY} seconds. */
    synchronized LatencySummary latency(long nowMillis) {
        Histogram sum = new Histogram(LONGEST_MILLIS, 2);
        long now = nowMillis / 1000;
        for (Second second : ring) {
            if (second.epochSecond > now - SECONDS_OF_LATENCY && second.epochSecond <= now) {
                sum.add(second.latency);
            }
        }
        return new LatencySummary(sum.getValueAtPercentile(50), sum.getValueAtPercentile(99));
    }
}
