package io.intentstream.stream.telemetry;

import io.intentstream.core.feature.TrainingShares;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the stream's events with the training events every minute, in a thread of its own. It logs one line when differences
 * begin and one when they end. With a model that does not say what its training events were like, it does nothing.
 */
public final class TrainingSkewWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSkewWatch.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** A lost field takes many features with it; the greatest differences tell which. */
    private static final int MOST_CAUSES = 8;

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(TrainingSkewWatch::thread);
    private final FeatureCounters counters;
    private final @Nullable TrainingShares training;
    private TrainingSkew skew;

    /** @param training what the training events were like; null when the model does not say it */
    public TrainingSkewWatch(FeatureCounters counters, @Nullable TrainingShares training) {
        this.counters = counters;
        this.training = training;
        this.skew = TrainingSkew.none(counters.totals());
    }

    public void start() {
        if (training != null) {
            executor.scheduleWithFixedDelay(
                    () -> look(training), INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Compares once. */
    void look(TrainingShares shares) {
        TrainingSkew before = skew;
        skew = before.after(counters.totals(), shares);
        long events = skew.since().events() - before.since().events();
        List<SkewedFeature> begun = skew.notIn(before);
        if (!begun.isEmpty()) {
            LOG.warn(
                    "events are not like those that the model was trained on: repair the tracking, or train on your own events"
                            + " with 'intentstream train' (docs/operations.md#intentstreamtrainingskew) causes={} events={}",
                    describe(begun),
                    events);
        }
        List<SkewedFeature> ended = before.notIn(skew);
        if (!ended.isEmpty()) {
            LOG.info(
                    "events differ less from those that the model was trained on ended={} remaining={} events={}",
                    ended.stream().map(SkewedFeature::defect).toList(),
                    skew.found().size(),
                    events);
        }
    }

    private static String describe(List<SkewedFeature> features) {
        int more = features.size() - MOST_CAUSES;
        return features.stream()
                .limit(MOST_CAUSES)
                .map(SkewedFeature::toString)
                .collect(Collectors.joining(", ", "[", more > 0 ? ", and " + more + " more]" : "]"));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "intentstream-training-skew-watch");
        thread.setDaemon(true);
        return thread;
    }
}
