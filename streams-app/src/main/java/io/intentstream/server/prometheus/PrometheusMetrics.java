package io.intentstream.server.prometheus;

import io.intentstream.config.AppConfig;
import io.intentstream.stream.IntentStream;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;

/** The metrics of one process in Prometheus' format. Closing them does not close what they measure. */
public final class PrometheusMetrics implements AutoCloseable {
    /** The content type of {@link #scrape}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final Optional<ConsumerLag> lag;

    private PrometheusMetrics(Optional<ConsumerLag> lag) {
        this.lag = lag;
        new JvmMemoryMetrics().bindTo(meters);
        garbageCollection.bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new ResidentMemory().bindTo(meters);
    }

    /** The metrics of the process alone; others may be added to {@link #meters}. */
    public static PrometheusMetrics ofProcess() {
        return new PrometheusMetrics(Optional.empty());
    }

    /**
     * The metrics of the process and of an engine, which may be started before or after this call.
     *
     * @param config the settings that the engine was made with; the lag is read from their cluster
     */
    public static PrometheusMetrics of(IntentStream stream, AppConfig config) {
        ConsumerLag lag = ConsumerLag.watch(config);
        PrometheusMetrics metrics = new PrometheusMetrics(Optional.of(lag));
        metrics.register(stream, lag);
        return metrics;
    }

    /** Where further metrics can be registered. */
    public MeterRegistry meters() {
        return meters;
    }

    /** The current values of all metrics in Prometheus' text format. Any thread may call this. */
    public String scrape() {
        return meters.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        lag.ifPresent(ConsumerLag::close);
        meters.close();
    }

    private void register(IntentStream stream, ConsumerLag lag) {
        PrometheusRegistry collectors = meters.getPrometheusRegistry();
        new EngineMeters(stream).bindTo(meters);
        AudienceMeters audiences = new AudienceMeters(stream);
        audiences.bindTo(meters);
        collectors.register(audiences);
        EngineHistograms.of(stream).forEach(collectors::register);
        collectors.register(new ModelInfo(stream.model(), stream.modelFingerprint()));
        stream.items().ifPresent(bundle -> {
            ItemMeters items = new ItemMeters(bundle, stream.itemCounters().orElseThrow());
            items.bindTo(meters);
            collectors.register(items);
        });
        collectors.register(new RestoreGauge(stream.restore()));
        collectors.register(new KafkaMeters(stream::kafkaMetrics));
        collectors.register(lag);
    }
}
