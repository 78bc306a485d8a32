package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.ContestantStage;
import java.io.IOException;
import java.time.Duration;

/** One contestant's turn: started afresh, it works the input off from its beginning. */
final class Turn {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final long LOOK_MILLIS = 50;

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

    /** What the outside shows at a moment. */
    private record Look(long nanos, long committed, Duration cpu, long changelog, long output) {}

    /** Works off the events for warming up and measures nothing. */
    void warmUp() throws IOException, InterruptedException {
        cluster.createTopics(assignment, settings.partitions());
        try (ChildProcess process = contestant.start(settings, assignment)) {
            lookAt(process, settings.warmUpEvents(contestant));
        }
    }

    RateMeasurement play() throws IOException, InterruptedException {
        cluster.createTopics(assignment, settings.partitions());
        long started = System.nanoTime();
        try (ChildProcess process = contestant.start(settings, assignment)) {
            Look first = lookAt(process, 1);
            Look warm = lookAt(process, settings.warmUpEvents(contestant));
            // From where it is by then: a slow one's commit may be thousands of events beyond.
            Look done = lookAt(process, warm.committed + settings.measuredEvents(contestant));
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

    private RateMeasurement measurement(Look warm, Look done, double start, long state, long heap, long rss) {
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

    /** Waits until so many events are committed. */
    private Look lookAt(ChildProcess process, long committed) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long now = cluster.committed(assignment.run());
        while (now < committed) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchmarkFailed("%s stopped at %,d of %,d events; see %s"
                        .formatted(contestant.id(), now, committed, process.log()));
            }
            Thread.sleep(LOOK_MILLIS);
            now = cluster.committed(assignment.run());
        }
        return new Look(
                System.nanoTime(),
                now,
                process.cpu(),
                cluster.logBytes(assignment.run(), "-changelog"),
                cluster.logBytes(assignment.run(), "-profiles") + cluster.logBytes(assignment.run(), "-intents"));
    }
}
