package io.intentstream.server.prometheus;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The few of Kafka's own metrics that an operator needs. Kafka Streams and its clients have hundreds for every thread and
 * task; all of them are to be had through JMX.
 */
final class KafkaMeters implements MultiCollector {
    private static final String STATE_GROUP = "stream-metrics";
    private static final String STATE = "state";
    /** The label of Kafka's metrics of RocksDB that names the store. */
    private static final String STORE = "rocksdb-state-id";

    private final Supplier<Map<MetricName, ? extends Metric>> kafka;
    private final Map<String, Map<String, KafkaMeter>> byGroup;

    /** @param kafka Kafka's metrics now */
    KafkaMeters(Supplier<Map<MetricName, ? extends Metric>> kafka) {
        this.kafka = kafka;
        this.byGroup = Arrays.stream(KafkaMeter.values())
                .collect(Collectors.groupingBy(
                        KafkaMeter::group, Collectors.toMap(KafkaMeter::kafkaName, meter -> meter)));
    }

    @Override
    public MetricSnapshots collect() {
        Map<KafkaMeter, Map<String, Double>> values = new EnumMap<>(KafkaMeter.class);
        List<MetricSnapshot> snapshots = new ArrayList<>();
        kafka.get().forEach((name, metric) -> {
            KafkaMeter meter = byGroup.getOrDefault(name.group(), Map.of()).get(name.name());
            if (meter != null) {
                values.computeIfAbsent(meter, any -> new TreeMap<>())
                        .merge(name.tags().getOrDefault(STORE, ""), meter.read(metric), meter::fold);
            } else if (name.name().equals(STATE) && name.group().equals(STATE_GROUP)) {
                snapshots.add(state(String.valueOf(metric.metricValue())));
            }
        });
        values.forEach((meter, folded) -> snapshots.add(meter.snapshot(folded)));
        return new MetricSnapshots(snapshots);
    }

    private static MetricSnapshot state(String state) {
        return GaugeSnapshot.builder()
                .name("intentstream_stream_state")
                .help("1 for the state that the stream is in")
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("state", state))
                        .value(1)
                        .build())
                .build();
    }
}
