package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.config.InputFormat;
import io.intentstream.files.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One comparison: throughput in turns, then latency at fractions of each capacity, then the restore. */
final class ContestantComparison {
    private static final String INPUT = "clickstream";

    private final BenchmarkSettings settings;
    private final Cluster cluster;
    private final Path out;
    private final ScoreCheck scores = new ScoreCheck();
    private final List<RateMeasurement> measurements = new ArrayList<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final List<Restore> restores = new ArrayList<>();

    /** @param out folder of the report, which is written after every step */
    ContestantComparison(BenchmarkSettings settings, Cluster cluster, Path out) {
        this.settings = settings;
        this.cluster = cluster;
        this.out = out;
    }

    Report run() throws IOException, InterruptedException {
        fill(Contestant.INTENTSTREAM);
        if (settings.contestants.contains(Contestant.SEGMENT)) {
            fill(Contestant.SEGMENT);
        }
        warmUpBroker();
        for (int round = 1; round <= settings.rounds; round++) {
            for (String guarantee : settings.guarantees()) {
                for (Contestant contestant : settings.contestants) {
                    measureThroughput(contestant, guarantee, round);
                }
            }
        }
        scores.requireCompared(settings.contestants, settings.fewestEvents());
        for (String guarantee : settings.guarantees()) {
            for (double load : settings.loads()) {
                measureLatencies(guarantee, load);
            }
        }
        if (!settings.noRestore && settings.contestants.contains(Contestant.INTENTSTREAM)) {
            measureRestore(settings.guarantees().get(0));
        }
        return report();
    }

    /** Fills the topic that the contestant reads, which others may read too. */
    private void fill(Contestant contestant) {
        String input = inputOf(contestant);
        cluster.createTopics(assignment(contestant, "filling", "", input), settings.partitions);
        try (LoadStream events = new LoadStream(settings);
                InputTopic topic = new InputTopic(cluster, input, contestant.format(), 5)) {
            topic.fill(events, settings.eventsOnTopic());
        }
    }

    private static String inputOf(Contestant contestant) {
        return contestant.format() == InputFormat.CLICKEVENT_AVRO ? INPUT : INPUT + "-" + contestant.format();
    }

    /**
     * A turn that is not measured: a broker that has just started would slow down the first contestant. The pass-through writes
     * the results of this turn.
     */
    private void warmUpBroker() throws IOException, InterruptedException {
        Assignment assignment = assignment(
                Contestant.INTENTSTREAM, "warm-up", settings.guarantees().get(0), INPUT);
        new Turn(settings, cluster, Contestant.INTENTSTREAM, assignment, 0).warmUp();
        Samples.take(cluster, assignment, samples());
        forget(assignment);
    }

    private void measureThroughput(Contestant contestant, String guarantee, int round)
            throws IOException, InterruptedException {
        Assignment assignment = assignment(contestant, contestant.id() + "-" + round, guarantee, inputOf(contestant));
        RateMeasurement measurement = new Turn(settings, cluster, contestant, assignment, round).play();
        say(
                "round %d  %-16s %-15s %,9.0f events/s  %6.1f CPU µs/event",
                round, contestant.id(), guarantee, measurement.eventsPerSecond(), measurement.cpuMicrosPerEvent());
        scores.check(cluster, assignment, contestant, settings.allEvents(contestant));
        measurements.add(measurement);
        forget(assignment);
    }

    /** Each contestant at a fraction of its own capacity, and the pass-through at intentstream's rate too. */
    private void measureLatencies(String guarantee, double load) throws IOException, InterruptedException {
        for (Contestant contestant : settings.contestants) {
            measureLatency(contestant, guarantee, load, load * capacity(contestant, guarantee));
        }
        if (settings.contestants.containsAll(List.of(Contestant.INTENTSTREAM, Contestant.PASS_THROUGH))) {
            double rate = load * capacity(Contestant.INTENTSTREAM, guarantee);
            measureLatency(Contestant.PASS_THROUGH, guarantee, 0, rate);
        }
    }

    private void measureLatency(Contestant contestant, String guarantee, double load, double rate)
            throws IOException, InterruptedException {
        String run = contestant.id() + "-" + Math.round(load * 100) + "-" + Math.round(rate);
        Assignment assignment = assignment(contestant, run, guarantee, run + "-" + INPUT);
        Latency latency = new LatencyTurn(settings, cluster, contestant, assignment).play(load, rate);
        say(
                "latency  %-16s %-15s at %,6.0f events/s  p50 %,.1f  p99 %,.1f  p99.9 %,.1f ms",
                contestant.id(), guarantee, rate, latency.p50Millis(), latency.p99Millis(), latency.p999Millis());
        latencies.add(latency);
        forget(assignment);
    }

    private void measureRestore(String guarantee) throws IOException, InterruptedException {
        Assignment assignment = assignment(Contestant.INTENTSTREAM, "restore", guarantee, INPUT);
        Restore restore = new RestoreTurn(settings, cluster, assignment).play();
        say(
                "restore  %,d records in %.1f s, a plain consumer %.1f s",
                restore.records(), restore.restoreSeconds(), restore.readSeconds());
        restores.add(restore);
        forget(assignment);
    }

    private double capacity(Contestant contestant, String guarantee) {
        List<RateMeasurement> rounds = measurements.stream()
                .filter(m ->
                        m.contestant().equals(contestant.id()) && m.guarantee().equals(guarantee))
                .toList();
        return Spread.of(rounds, RateMeasurement::eventsPerSecond).median();
    }

    private void forget(Assignment assignment) throws IOException {
        cluster.forget(assignment.run());
        FileTree.delete(assignment.folder());
        report().write(out);
    }

    private Report report() {
        return new Report(conditions(), measurements, latencies, restores);
    }

    private Assignment assignment(Contestant contestant, String name, String guarantee, String input) {
        String run = guarantee.isEmpty() ? name : name + "-" + guarantee.replace('_', '-');
        return new Assignment(
                cluster.bootstrap(),
                cluster.registry(),
                input.equals(inputOf(contestant)) ? input : run + "-" + INPUT,
                contestant.format(),
                run,
                guarantee,
                settings.commitMillis,
                settings.threads,
                settings.bundle(),
                settings.work.resolve(run),
                contestant == Contestant.AUDIENCES ? Optional.of(settings.audiences()) : Optional.empty(),
                contestant == Contestant.RECOMMENDATIONS ? Optional.of(settings.items()) : Optional.empty(),
                samples());
    }

    private Path samples() {
        return settings.work.resolve("samples");
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + Runtime.version().feature() + "; broker, registry and contestant on the same machine");
        String shoppers = String.format(
                Locale.ROOT,
                "%,d simulated shoppers%s, %.1f sessions a day each",
                settings.users,
                settings.allKnown ? ", all seen before" : "",
                settings.sessionsPerDay);
        conditions.put(
                "events",
                String.format(
                        Locale.ROOT,
                        "%,d (pass-through: %,d) of %s after a warm-up of %,d; naive and flink: the first %,d after %,d;"
                                + " %.0f %% belong to one user, %.0f %% are late",
                        settings.events,
                        settings.measuredEvents(Contestant.PASS_THROUGH),
                        settings.taobao.isPresent() ? "the Taobao stream, in laps" : shoppers,
                        settings.warmUpEvents(),
                        settings.measuredEvents(Contestant.NAIVE),
                        settings.warmUpEvents(Contestant.NAIVE),
                        100 * settings.hotKeyShare,
                        100 * settings.lateShare));
        conditions.put(
                "settings",
                "%d rounds, %d partitions, %d threads, commit or checkpoint every %d ms, heap %s, Java options %s"
                        .formatted(
                                settings.rounds,
                                settings.partitions,
                                settings.threads,
                                settings.commitMillis,
                                settings.heap,
                                String.join(" ", settings.javaOptions)));
        conditions.put("model", settings.bundle().toString());
        conditions.put("scores compared", scores.summary());
        return conditions;
    }
}
