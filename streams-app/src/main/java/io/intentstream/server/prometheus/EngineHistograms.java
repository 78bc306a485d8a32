package io.intentstream.server.prometheus;

import io.intentstream.stream.IntentStream;
import io.intentstream.stream.telemetry.Distribution;
import io.intentstream.stream.telemetry.EngineTimings;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;

/** The engine's distributions as histograms. Micrometer's record one value at a time, ours a whole batch. */
final class EngineHistograms {
    private EngineHistograms() {}

    static List<Collector> of(IntentStream stream) {
        EngineTimings timings = stream.timings();
        return List.of(
                histogram(
                        "score",
                        "Probabilities of purchase, of scored events",
                        stream.counters().scores()),
                histogram("batch_records", "Records of a batch", timings.batchRecords()),
                histogram("batch_seconds", "Time that a batch took", timings.batchSeconds()),
                histogram("queue_seconds", "From a record's poll to the start of its batch", timings.queueSeconds()),
                histogram("latency_seconds", "From a record's poll to its commit", timings.latencySeconds()),
                histogram("event_age_seconds", "From a record's timestamp to its commit", timings.ageSeconds()));
    }

    private static Collector histogram(String name, String help, Distribution values) {
        return () -> HistogramSnapshot.builder()
                .name("intentstream_" + name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(values.upperBounds(), values.counts()))
                        .sum(values.sum())
                        .build())
                .build();
    }
}
