package io.intentstream.server.prometheus;

import io.intentstream.stream.telemetry.RestoreProgress;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * The changelog records that are still to be restored, by store and partition.
 *
 * @param progress of the restore
 */
record RestoreGauge(RestoreProgress progress) implements Collector {
    @Override
    public MetricSnapshot collect() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("intentstream_restore_remaining_records")
                .help("Changelog records still to be restored");
        progress.remaining()
                .forEach((part, records) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("store", part.store(), "partition", String.valueOf(part.partition())))
                        .value(records)
                        .build()));
        return gauge.build();
    }
}
