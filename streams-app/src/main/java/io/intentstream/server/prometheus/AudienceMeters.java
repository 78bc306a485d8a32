package io.intentstream.server.prometheus;

import io.intentstream.stream.IntentStream;
import io.intentstream.stream.telemetry.AudienceCounts;
import io.intentstream.stream.telemetry.AudienceCounts.AudienceSize;
import io.intentstream.stream.telemetry.ChangeCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.ToDoubleFunction;

/**
 * Audiences and the passing of time on this instance, read at every scrape.
 *
 * @param stream the engine
 */
record AudienceMeters(IntentStream stream) implements MeterBinder, MultiCollector {
    private static final double SECOND = 1000;

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "due.backlog", "Users whose time has come", AudienceCounts::dueBacklog);
        gauge(
                registry,
                "due.delay.seconds",
                "How long ago, in event time, the first of these users might have been looked at",
                counts -> counts.overdueMillis() / SECOND);
        gauge(
                registry,
                "backfill.progress",
                "Share of the users to whom new definitions were applied",
                counts -> counts.backfill().share());
        count(
                registry,
                "backfilled.users",
                "Users to whom new definitions were applied",
                ChangeCounters::backfilledUsers);
        count(registry, "late.corrections", "Audience events that correct others", ChangeCounters::lateCorrections);
        count(registry, "ended.sessions", "Session outcomes", ChangeCounters::sessionsEnded);
        count(
                registry,
                "reopened.sessions",
                "Session outcomes that replace one, since an event came after it",
                ChangeCounters::sessionsReopened);
        count(registry, "ticks", "Ticks processed", ChangeCounters::ticks);
    }

    @Override
    public MetricSnapshots collect() {
        return MetricSnapshots.of(definitions(), members(), events());
    }

    private InfoSnapshot definitions() {
        return InfoSnapshot.builder()
                .name("intentstream_audiences")
                .help("The declared audiences")
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "fingerprint",
                                String.format("%08x", stream.audiences().fingerprint())))
                        .build())
                .build();
    }

    private GaugeSnapshot members() {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("intentstream_audience_members").help("Users who belong to an audience");
        for (AudienceSize size : stream.audienceCounts().audiences()) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("audience", size.audience()))
                    .value(size.size())
                    .build());
        }
        return gauge.build();
    }

    private CounterSnapshot events() {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name("intentstream_audience_events").help("Audience events written");
        stream.changes()
                .audienceEvents()
                .forEach((changes, count) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "audience", changes.audience(),
                                "kind", changes.kind().name(),
                                "cause", changes.cause().name()))
                        .value(count.sum())
                        .build()));
        return counter.build();
    }

    private void gauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<AudienceCounts> value) {
        Gauge.builder("intentstream." + name, stream.audienceCounts(), value)
                .description(description)
                .register(registry);
    }

    private void count(
            MeterRegistry registry, String name, String description, ToDoubleFunction<ChangeCounters> value) {
        FunctionCounter.builder("intentstream." + name, stream.changes(), value)
                .description(description)
                .register(registry);
    }
}
