package io.intentstream.server.collect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the collector counts. docs/metrics.md describes each metric. */
final class CollectorMetrics {
    private final MeterRegistry registry;
    private final Timer seconds;
    private final Counter bytes;
    private final Counter accepted;
    private final Counter skipped;
    private final Counter failed;
    private final Counter limited;
    private final DistributionSummary batches;
    private final AtomicInteger requests = new AtomicInteger();

    CollectorMetrics(MeterRegistry registry, InFlightBytes inFlight) {
        this.registry = registry;
        this.seconds = Timer.builder("intentstream.collector.request")
                .description("From a request's headers to its answer")
                .serviceLevelObjectives(millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000))
                .register(registry);
        this.bytes = counter("received", "Bytes of request bodies, before they are inflated", "bytes");
        this.accepted = events("accepted", "");
        this.skipped = events("skipped", "");
        this.failed = events("failed", "");
        this.limited = counter("rate.limited", "Requests refused because their write key has sent too much", null);
        this.batches = DistributionSummary.builder("intentstream.collector.batch.messages")
                .description("Messages of a request that Kafka has the events of")
                .serviceLevelObjectives(1, 10, 100, 1_000)
                .register(registry);
        Gauge.builder("intentstream.collector.in.flight.requests", requests, AtomicInteger::get)
                .description("Requests that are not answered yet")
                .register(registry);
        Gauge.builder("intentstream.collector.in.flight", inFlight, InFlightBytes::taken)
                .description("Bytes of requests that are not answered yet")
                .baseUnit("bytes")
                .register(registry);
    }

    private static Duration[] millis(int... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private Counter counter(String name, String description, @Nullable String unit) {
        return Counter.builder("intentstream.collector." + name)
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private Counter events(String outcome, String reason) {
        return Counter.builder("intentstream.collector.messages")
                .description("Messages, by what became of them")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }

    void began() {
        requests.incrementAndGet();
    }

    /** @param nanos that the request took */
    void ended(int status, long nanos) {
        requests.decrementAndGet();
        seconds.record(nanos, TimeUnit.NANOSECONDS);
        counted(status);
    }

    /** A request that was refused by its headers. */
    void counted(int status) {
        Counter.builder("intentstream.collector.requests")
                .description("Requests, by the status of the answer")
                .tag("status", Integer.toString(status))
                .register(registry)
                .increment();
    }

    void received(int bodyBytes) {
        bytes.increment(bodyBytes);
    }

    void rateLimited() {
        limited.increment();
    }

    /** The messages of a request, once Kafka has its events. */
    void taken(Received received) {
        batches.record(received.events().size()
                + received.skipped()
                + received.rejections().size());
        accepted.increment(received.events().size());
        skipped.increment(received.skipped());
        Map<String, Long> rejected = received.rejections().stream()
                .collect(Collectors.groupingBy(Received.Rejection::reason, Collectors.counting()));
        rejected.forEach((reason, count) -> events("rejected", reason).increment(count));
    }

    /** The events of a request that Kafka does not have. The other messages are counted when the request is sent again. */
    void notTaken(Received received) {
        failed.increment(received.events().size());
    }

    int inFlightRequests() {
        return requests.get();
    }
}
