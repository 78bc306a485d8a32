package io.intentstream.server.prometheus;

import io.intentstream.core.model.ModelManifest;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * The model that scores.
 *
 * @param manifest its name and version
 * @param fingerprint identifies its bytes
 */
record ModelInfo(ModelManifest manifest, String fingerprint) implements Collector {
    @Override
    public MetricSnapshot collect() {
        return InfoSnapshot.builder()
                .name("intentstream_model")
                .help("The model that scores")
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "name", manifest.name(), "version", manifest.version(), "fingerprint", fingerprint))
                        .build())
                .build();
    }
}
