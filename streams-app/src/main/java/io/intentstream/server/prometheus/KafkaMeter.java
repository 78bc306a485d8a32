package io.intentstream.server.prometheus;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;
import org.apache.kafka.common.Metric;

/**
 * One of our metrics that is made of Kafka's: the hundreds of them for every thread, client, task and store are folded
 * into one number, or one for every store.
 */
enum KafkaMeter {
    COMMITS("commits", MeterKind.COUNTER, "stream-thread-metrics", "commit-total", "Commits of the stream threads"),
    COMMIT_TIME(
            "commit_max_seconds",
            MeterKind.LONGEST,
            "stream-thread-metrics",
            "commit-latency-max",
            "Longest commit of the last minute"),
    THREADS_ALIVE(
            "stream_threads_alive",
            MeterKind.GAUGE,
            "stream-metrics",
            "alive-stream-threads",
            "Stream threads that run or start"),
    THREADS_FAILED(
            "stream_threads_failed",
            MeterKind.COUNTER,
            "stream-metrics",
            "failed-stream-threads",
            "Stream threads that died and were replaced"),
    REBALANCES(
            "rebalances",
            MeterKind.COUNTER,
            "consumer-coordinator-metrics",
            "rebalance-total",
            "Rebalances that this instance's threads took part in"),
    SEND_ERRORS(
            "send_errors",
            MeterKind.COUNTER,
            "producer-metrics",
            "record-error-total",
            "Records that the producers could not send"),
    RECORD_CACHE(
            "record_cache_bytes",
            MeterKind.GAUGE,
            "stream-task-metrics",
            "cache-size-bytes-total",
            "Memory that Kafka Streams' record cache holds"),
    STORE_KEYS(
            "store_keys",
            MeterKind.GAUGE,
            "stream-state-metrics",
            "estimate-num-keys",
            "Keys of a store, as RocksDB estimates"),
    STORE_FILES(
            "store_files_bytes",
            MeterKind.GAUGE,
            "stream-state-metrics",
            "total-sst-files-size",
            "Disk that a store takes"),
    COMPACTIONS(
            "store_compactions_running",
            MeterKind.GAUGE,
            "stream-state-metrics",
            "num-running-compactions",
            "Compactions that run now"),
    STORE_ERRORS(
            "store_background_errors",
            MeterKind.GAUGE,
            "stream-state-metrics",
            "background-errors",
            "Errors of RocksDB's background work");

    /** What a metric is, and how several are folded. */
    enum MeterKind {
        /** Grows; folded by summing up. */
        COUNTER,
        /** Goes up and down; folded by summing up. */
        GAUGE,
        /** Kafka's milliseconds, turned into seconds; the longest counts. */
        LONGEST
    }

    private final String name;
    private final MeterKind kind;
    private final String group;
    private final String kafkaName;
    private final String help;

    KafkaMeter(String name, MeterKind kind, String group, String kafkaName, String help) {
        this.name = "intentstream_" + name;
        this.kind = kind;
        this.group = group;
        this.kafkaName = kafkaName;
        this.help = help;
    }

    /** Kafka's group of metrics. */
    String group() {
        return group;
    }

    /** Kafka's name in its group. */
    String kafkaName() {
        return kafkaName;
    }

    /** One of Kafka's values in our unit; 0 where Kafka says NaN, as it does before there was anything to measure. */
    double read(Metric metric) {
        double value = metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
        if (Double.isNaN(value)) {
            return 0;
        }
        return kind == MeterKind.LONGEST ? value / 1000 : value;
    }

    /** Folds two values. */
    double fold(double one, double other) {
        return kind == MeterKind.LONGEST ? Math.max(one, other) : one + other;
    }

    /** @param values by store, or by the empty name */
    MetricSnapshot snapshot(Map<String, Double> values) {
        return kind == MeterKind.COUNTER ? counter(values) : gauge(values);
    }

    private MetricSnapshot counter(Map<String, Double> values) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((store, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels(store))
                .value(value)
                .build()));
        return counter.build();
    }

    private MetricSnapshot gauge(Map<String, Double> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((store, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels(store))
                .value(value)
                .build()));
        return gauge.build();
    }

    private static Labels labels(String store) {
        return store.isEmpty() ? Labels.EMPTY : Labels.of("store", store);
    }
}
