package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.ContestantStage;
import java.io.IOException;
import java.time.Duration;

/** One contestant's turn: it starts without state and processes the input from its beginning. */
final class Turn {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final long POLL_MILLIS = 50;

    private final BenchmarkSettings settings;
    private final Cluster cluster;
    private final Contestant contestant;
    private final Assignment assignment;
    private final int round;

    Turn(BenchmarkSettings settings, Cluster cluster, Contestant contestant, Assignment assignment, int round) {
        this.settings = settings;
        this.cluster = cluster;
        this.contestant = contestant;
        this.assignment = assignment;
        this.round = round;
    }

    /** What can be observed from outside at one time. */
    private record Observation(long nanos, long committed, Duration cpu, long changelog, long output) {}

    /** Processes the warm-up events without measuring. */
    void warmUp() throws IOException, InterruptedException {
        cluster.createTopics(assignment, settings.partitions);
        try (ChildProcess process = contestant.start(settings, assignment)) {
            observe(process, settings.warmUpEvents(contestant));
        }
    }

    RateMeasurement play() throws IOException, InterruptedException {
        cluster.createTopics(assignment, settings.partitions);
        long started = System.nanoTime();
        try (ChildProcess process = contestant.start(settings, assignment)) {
            Observation first = observe(process, 1);
            Observation warm = observe(process, settings.warmUpEvents(contestant));
            // Relative to the observed position: a slow contestant's commit may be thousands of events further.
            Observation done = observe(process, warm.committed + settings.measuredEvents(contestant));
            process.say(ContestantStage.MEMORY);
            String[] memory = process.hear().split(" ");
            return measurement(
                    warm,
                    done,
                    (first.nanos - started) / 1e9,
                    Folders.size(assignment.folder()),
                    Long.parseLong(memory[0]),
                    process.memory("VmRSS"));
        }
    }

    private RateMeasurement measurement(
            Observation warm, Observation done, double start, long state, long heap, long rss) {
        long events = done.committed - warm.committed;
        return new RateMeasurement(
                contestant.id(),
                assignment.guarantee(),
                round,
                events,
                events / ((done.nanos - warm.nanos) / 1e9),
                done.cpu.minus(warm.cpu).toNanos() / 1e3 / events,
                start,
                (done.changelog - warm.changelog) / (double) events,
                (done.output - warm.output) / (double) events,
                state,
                heap,
                rss);
    }

    /** Waits until this number of events is committed. */
    private Observation observe(ChildProcess process, long committed) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long now = cluster.committed(assignment.run());
        while (now < committed) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchmarkFailed("%s stopped at %,d of %,d events; see %s"
                        .formatted(contestant.id(), now, committed, process.log()));
            }
            Thread.sleep(POLL_MILLIS);
            now = cluster.committed(assignment.run());
        }
        return new Observation(
                System.nanoTime(),
                now,
                process.cpu(),
                cluster.logBytes(assignment.run(), "-changelog"),
                cluster.logBytes(assignment.run(), "-profiles") + cluster.logBytes(assignment.run(), "-intents"));
    }
}
