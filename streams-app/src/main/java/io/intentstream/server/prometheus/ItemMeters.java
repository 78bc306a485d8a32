package io.intentstream.server.prometheus;

import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.stream.telemetry.ItemCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.function.ToDoubleFunction;

/**
 * The items bundle of this instance, and what was recommended with it; read at every scrape.
 *
 * @param bundle what is known of products
 * @param counters what was done with it
 */
record ItemMeters(ItemsBundle bundle, ItemCounters counters) implements MeterBinder, Collector {
    private static final double SECOND = 1000;

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("intentstream.items.age.seconds", counters, counted -> counted.ageMillis() / SECOND)
                .description("From the end of the items bundle's training to the present event time")
                .register(registry);
        countEvents(registry, "true", ItemCounters::known);
        countEvents(registry, "false", ItemCounters::unknown);
        for (RecommendationTrigger trigger : RecommendationTrigger.values()) {
            if (trigger != RecommendationTrigger.OTHER) { // stands for those of later releases
                FunctionCounter.builder(
                                "intentstream.recommendation.lists", counters, counted -> counted.lists(trigger))
                        .description("Lists of recommendations written")
                        .tag("trigger", trigger.name())
                        .register(registry);
            }
        }
    }

    private void countEvents(MeterRegistry registry, String known, ToDoubleFunction<ItemCounters> count) {
        FunctionCounter.builder("intentstream.item.events", counters, count)
                .description("Events with a product, by whether the items bundle knows it")
                .tag("known", known)
                .register(registry);
    }

    @Override
    public MetricSnapshot collect() {
        return InfoSnapshot.builder()
                .name("intentstream_items")
                .help("The items bundle that recommendations are made with")
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "name", bundle.manifest().name(),
                                "version", bundle.manifest().version(),
                                "fingerprint", bundle.fingerprintHex()))
                        .build())
                .build();
    }
}
