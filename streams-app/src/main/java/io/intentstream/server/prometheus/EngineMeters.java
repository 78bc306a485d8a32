package io.intentstream.server.prometheus;

import io.intentstream.core.event.RejectReason;
import io.intentstream.core.feature.FeatureDefect;
import io.intentstream.core.feature.FeatureDefect.Kind;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.schema.Band;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.store.BoundedRocksDb;
import io.intentstream.stream.telemetry.EngineCounters;
import io.intentstream.stream.telemetry.EngineTimings;
import io.intentstream.stream.telemetry.EngineTimings.Stage;
import io.intentstream.stream.telemetry.FeatureCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The engine's counters and times, read at every scrape.
 *
 * @param stream the engine
 */
record EngineMeters(IntentStream stream) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        events(registry, stream.counters());
        intents(registry, stream.counters());
        features(registry, stream.counters().features());
        training(registry, stream.counters().features(), stream.model().trainingShares());
        times(registry, stream.timings());
        brokers(registry);
        state(registry);
    }

    private static void events(MeterRegistry registry, EngineCounters counters) {
        count(registry, "records", "Input records processed", counters, EngineCounters::records);
        outcome(registry, "scored", counters, EngineCounters::scored);
        outcome(registry, "duplicate", counters, EngineCounters::duplicates);
        outcome(registry, "redelivered", counters, EngineCounters::redelivered);
        outcome(registry, "withheld", counters, EngineCounters::withheld);
        count(
                registry,
                "skipped.records",
                "Input records that are no events on purpose",
                counters,
                EngineCounters::skipped);
        for (RejectReason reason : RejectReason.values()) {
            counter("dead.letters", "Records sent to the dead-letter topic", counters, c -> c.deadLetters(reason))
                    .tag("reason", reason.name())
                    .register(registry);
        }
        count(
                registry,
                "late.events",
                "Scored events older than an earlier one of their user",
                counters,
                EngineCounters::late);
        count(
                registry,
                "recomputed.events",
                "Scored events for which events of the session were scored again",
                counters,
                EngineCounters::recomputed);
        count(registry, "new.users", "Users seen for the first time", counters, EngineCounters::newUsers);
        count(registry, "expired.users", "Users whose state was dropped", counters, EngineCounters::expiredUsers);
        count(registry, "requests", "Users' requests processed", counters, EngineCounters::requests);
        count(registry, "erased.users", "Users erased on request", counters, EngineCounters::erasedUsers);
    }

    private static void intents(MeterRegistry registry, EngineCounters counters) {
        for (Band band : Band.values()) {
            counter("intents", "Intents emitted", counters, c -> c.intents(band))
                    .tag("band", band.name())
                    .register(registry);
        }
        count(
                registry,
                "fallback.scores",
                "Scores that are the base rate, because the model returned no number",
                counters,
                EngineCounters::degraded);
    }

    private static void features(MeterRegistry registry, FeatureCounters features) {
        count(registry, "feature.events", "Events whose features were computed", features, FeatureCounters::events);
        for (int i = 0; i < features.defects().size(); i++) {
            int place = i;
            FeatureDefect defect = features.defects().get(i);
            String description = defect.kind() == Kind.MISSING
                    ? "Events where the feature had no value"
                    : "Events where the feature had a value that training did not see";
            counter(metric(defect), description, features, all -> all.count(place))
                    .tag("feature", defect.feature())
                    .register(registry);
        }
    }

    /** NaN, which no alert compares with, where the model does not say it. */
    private static void training(MeterRegistry registry, FeatureCounters features, @Nullable TrainingShares training) {
        for (FeatureDefect defect : features.defects()) {
            double share = training == null ? Double.NaN : training.of(defect);
            String description = defect.kind() == Kind.MISSING
                    ? "Share of the training events where the feature had no value"
                    : "Share of the training events where the feature had a value outside its vocabulary";
            Gauge.builder("intentstream." + metric(defect) + ".training.share", () -> share)
                    .description(description)
                    .tag("feature", defect.feature())
                    .register(registry);
        }
    }

    private static String metric(FeatureDefect defect) {
        return defect.kind() == Kind.MISSING ? "feature.gaps" : "feature.unknown";
    }

    private static void times(MeterRegistry registry, EngineTimings timings) {
        for (Stage stage : Stage.values()) {
            counter("stage", "Time spent on batches", timings, t -> t.stageSeconds(stage))
                    .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                    .baseUnit("seconds")
                    .register(registry);
        }
        counter("model", "Time spent in the model", timings, EngineTimings::modelSeconds)
                .baseUnit("seconds")
                .register(registry);
        counter("state.read", "Time spent reading states", timings, EngineTimings::stateReadSeconds)
                .baseUnit("seconds")
                .register(registry);
        count(registry, "model.steps", "Calls of the model", timings, EngineTimings::modelSteps);
        count(registry, "model.rows", "Events that the model stepped through", timings, EngineTimings::modelRows);
    }

    private void brokers(MeterRegistry registry) {
        Gauge.builder(
                        "intentstream.brokers.reachable",
                        stream.brokers(),
                        watch -> watch.silentSince().map(since -> 0).orElse(1))
                .description("Whether a broker answers: 1, or 0 during an outage")
                .register(registry);
    }

    private void state(MeterRegistry registry) {
        bytes(registry, "rocksdb.used", "Memory that RocksDB holds", BoundedRocksDb::usedBytes);
        bytes(registry, "rocksdb.limit", "Memory that RocksDB may hold", BoundedRocksDb::limitBytes);
        counter("restored.records", "Records restored from changelogs", stream.restore(), r -> r.restored())
                .register(registry);
    }

    private static void outcome(
            MeterRegistry registry, String outcome, EngineCounters counters, ToDoubleFunction<EngineCounters> value) {
        counter("events", "Accepted events, by outcome", counters, value)
                .tag("outcome", outcome)
                .register(registry);
    }

    private static void bytes(MeterRegistry registry, String name, String description, DoubleSupplier value) {
        Gauge.builder("intentstream." + name, value::getAsDouble)
                .description(description)
                .baseUnit("bytes")
                .register(registry);
    }

    private static <T> void count(
            MeterRegistry registry, String name, String description, T source, ToDoubleFunction<T> value) {
        counter(name, description, source, value).register(registry);
    }

    private static <T> FunctionCounter.Builder<T> counter(
            String name, String description, T source, ToDoubleFunction<T> value) {
        return FunctionCounter.builder("intentstream." + name, source, value).description(description);
    }
}
