package io.intentstream.benchmarks.harness;

import org.HdrHistogram.Histogram;

/**
 * The time from when an event was due to be sent to when its intent was read, at a constant rate.
 *
 * @param contestant name of the contestant
 * @param guarantee the processing guarantee
 * @param load the rate as a fraction of the contestant's capacity; 0 for the rate of another contestant
 * @param rate events per second
 * @param events events measured
 * @param p50Millis median
 * @param p99Millis 99th percentile
 * @param p999Millis 99.9th percentile
 * @param botP99Millis 99th percentile of the hot key's events, which the other percentiles exclude; -1 when there is none
 */
record Latency(
        String contestant,
        String guarantee,
        double load,
        double rate,
        long events,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        double botP99Millis) {

    static Latency of(Contestant contestant, String guarantee, double load, double rate, Histogram all, Histogram bot) {
        return new Latency(
                contestant.id(),
                guarantee,
                load,
                rate,
                all.getTotalCount(),
                millis(all, 50),
                millis(all, 99),
                millis(all, 99.9),
                bot.getTotalCount() == 0 ? -1 : millis(bot, 99));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
