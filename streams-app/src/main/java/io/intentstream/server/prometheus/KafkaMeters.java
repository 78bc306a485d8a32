package io.intentstream.server.prometheus;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The few of Kafka's own metrics that an operator needs. Kafka Streams and its clients have hundreds of them for every
 * thread, client, task and store, all available through JMX; here they are folded into one value, or into one per store.
 */
final class KafkaMeters implements MultiCollector {
    private static final String STREAMS = "stream-metrics";
    private static final String THREADS = "stream-thread-metrics";
    private static final String TASKS = "stream-task-metrics";
    private static final String CONSUMERS = "consumer-coordinator-metrics";
    private static final String PRODUCERS = "producer-metrics";
    private static final String STORES = "stream-state-metrics";
    /** The tag that names the store in Kafka's metrics of RocksDB. */
    private static final String STORE = "rocksdb-state-id";

    private static final List<KafkaMeter> METERS = List.of(
            counter("commits", THREADS, "commit-total", "Commits of the stream threads"),
            longest("commit_max_seconds", THREADS, "commit-latency-max", "Longest commit of the last minute"),
            gauge("stream_threads_alive", STREAMS, "alive-stream-threads", "Stream threads that run or start"),
            counter("stream_threads_failed", STREAMS, "failed-stream-threads", "Stream threads that were replaced"),
            counter("rebalances", CONSUMERS, "rebalance-total", "Rebalances, of all threads"),
            counter("send_errors", PRODUCERS, "record-error-total", "Records that the producers could not send"),
            gauge("record_cache_bytes", TASKS, "cache-size-bytes-total", "Memory of Kafka Streams' record cache"),
            gauge("store_keys", STORES, "estimate-num-keys", "Keys of a store, as RocksDB estimates"),
            gauge("store_files_bytes", STORES, "total-sst-files-size", "Disk space that a store takes"),
            gauge("store_compactions_running", STORES, "num-running-compactions", "Compactions that run now"),
            gauge("store_background_errors", STORES, "background-errors", "Errors of RocksDB's background work"));

    private final Supplier<Map<MetricName, ? extends Metric>> kafka;

    /** @param kafka Kafka's metrics now */
    KafkaMeters(Supplier<Map<MetricName, ? extends Metric>> kafka) {
        this.kafka = kafka;
    }

    @Override
    public MetricSnapshots collect() {
        Map<MetricName, ? extends Metric> now = kafka.get();
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (KafkaMeter meter : METERS) {
            Map<String, Double> values = meter.valuesByStore(now);
            if (!values.isEmpty()) {
                snapshots.add(meter.snapshot(values));
            }
        }
        now.forEach((name, metric) -> {
            if (name.group().equals(STREAMS) && name.name().equals("state")) {
                snapshots.add(state(String.valueOf(metric.metricValue())));
            }
        });
        return new MetricSnapshots(snapshots);
    }

    private static KafkaMeter counter(String name, String group, String kafkaName, String help) {
        return new KafkaMeter("intentstream_" + name, Fold.COUNTER, group, kafkaName, help);
    }

    private static KafkaMeter gauge(String name, String group, String kafkaName, String help) {
        return new KafkaMeter("intentstream_" + name, Fold.GAUGE, group, kafkaName, help);
    }

    private static KafkaMeter longest(String name, String group, String kafkaName, String help) {
        return new KafkaMeter("intentstream_" + name, Fold.LONGEST, group, kafkaName, help);
    }

    private static MetricSnapshot state(String state) {
        return GaugeSnapshot.builder()
                .name("intentstream_stream_state")
                .help("1 for the state that the stream is in")
                .dataPoint(new GaugeDataPointSnapshot(1, Labels.of("state", state), null))
                .build();
    }

    /** What a metric is, and how values of several threads, clients or tasks become one. */
    private enum Fold {
        /** Only grows; values are summed. */
        COUNTER,
        /** Goes up and down; values are summed. */
        GAUGE,
        /** Kafka's milliseconds as seconds; the largest value counts. */
        LONGEST
    }

    /**
     * One of our metrics.
     *
     * @param name ours
     * @param group Kafka's group of metrics
     * @param kafkaName Kafka's name in that group
     */
    private record KafkaMeter(String name, Fold fold, String group, String kafkaName, String help) {

        /** Values by store; by the empty name for metrics that belong to no store. */
        Map<String, Double> valuesByStore(Map<MetricName, ? extends Metric> kafka) {
            Map<String, Double> values = new TreeMap<>();
            kafka.forEach((kafkaMetric, metric) -> {
                if (kafkaMetric.group().equals(group) && kafkaMetric.name().equals(kafkaName)) {
                    values.merge(
                            kafkaMetric.tags().getOrDefault(STORE, ""),
                            value(metric),
                            fold == Fold.LONGEST ? Math::max : Double::sum);
                }
            });
            return values;
        }

        /** The value in our unit; 0 instead of Kafka's NaN, which stands for "nothing measured yet". */
        private double value(Metric metric) {
            double value = metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
            return Double.isNaN(value) ? 0 : fold == Fold.LONGEST ? value / 1000 : value;
        }

        MetricSnapshot snapshot(Map<String, Double> values) {
            if (fold == Fold.COUNTER) {
                CounterSnapshot.Builder counter =
                        CounterSnapshot.builder().name(name).help(help);
                values.forEach((store, value) ->
                        counter.dataPoint(new CounterDataPointSnapshot(value, labels(store), null, 0)));
                return counter.build();
            }
            GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
            values.forEach((store, value) -> gauge.dataPoint(new GaugeDataPointSnapshot(value, labels(store), null)));
            return gauge.build();
        }

        private static Labels labels(String store) {
            return store.isEmpty() ? Labels.EMPTY : Labels.of("store", store);
        }
    }
}
