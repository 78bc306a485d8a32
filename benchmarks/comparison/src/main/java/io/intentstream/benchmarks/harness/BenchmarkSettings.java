package io.intentstream.benchmarks.harness;

import io.intentstream.config.ProcessingGuarantee;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is measured: the options of the command line. */
final class BenchmarkSettings {
    /** The pass-through processes the events of the others in two seconds, which is too short to measure. */
    private static final int FAST_TIMES = 5;

    /** When one partition has ended, the other threads have more of the machine. */
    private static final double RESERVE = 1.1;

    /** Contestants that have to be named. */
    private static final Set<Contestant> ON_REQUEST =
            EnumSet.of(Contestant.SEGMENT, Contestant.AUDIENCES, Contestant.RECOMMENDATIONS);

    /** The folder {@code benchmarks}. */
    @Option(names = "--home", required = true, hidden = true)
    Path home;

    @Option(
            names = "--contestants",
            split = ",",
            description = {
                "The contestants, in the order of their turns: intentstream, segment (the same, reading JSON of Segment's"
                        + " trackers), audiences (the same with those of --audiences and session outcomes), recommendations (the same with lists of --items), pass-through, constant-score, naive, flink.",
                "Default: all but segment, audiences and recommendations; with --all-known or --hot-key-share, also without naive and flink."
            })
    List<Contestant> contestants = List.of();

    @Option(
            names = "--guarantees",
            split = ",",
            defaultValue = "exactly_once_v2,at_least_once",
            description = "Processing guarantees.")
    private List<ProcessingGuarantee> guarantees;

    @Option(names = "--rounds", description = "Turns of each contestant under each guarantee.")
    int rounds = 3;

    /** Events after those of known shoppers; the JIT compiler is busy until then. */
    @Option(names = "--warm-up-events", description = "Events that each contestant processes before it is measured.")
    private long furtherWarmUpEvents = 600_000;

    @Option(
            names = "--events",
            description = "Events that each contestant is measured on; five times as many for pass-through.")
    long events = 400_000;

    @Option(
            names = "--slow-warm-up-events",
            description =
                    "Events that naive and flink process before they are measured. The more, the longer the sessions that"
                            + " they score again for each event.")
    private long slowWarmUpEvents = 30_000;

    @Option(names = "--slow-events", description = "Events that naive and flink are measured on.")
    private long slowEvents = 30_000;

    @Option(names = "--users", description = "Simulated shoppers.")
    int users = 10_000;

    @Option(
            names = "--all-known",
            description = "Every simulated shopper has been seen before: the warm-up starts with one event of each.")
    boolean allKnown;

    @Option(names = "--visits-per-day", description = "Sessions per shopper and day; decides how many run at a time.")
    double sessionsPerDay = 24;

    @Option(names = "--hot-key-share", description = "Share of the events that belong to one user, without a pause.")
    double hotKeyShare;

    @Option(names = "--late-share", description = "Share of the events that arrive after the next event of their user.")
    double lateShare;

    @Option(
            names = "--loads",
            split = ",",
            description = "Measure latency at these fractions of each contestant's capacity.")
    private List<Double> loads = List.of(0.25, 0.75);

    @Option(names = "--no-latency", description = "Do not measure latency.")
    private boolean noLatency;

    @Option(names = "--latency-seconds", description = "Duration of each latency measurement.")
    int latencySeconds = 15;

    @Option(names = "--no-restore", description = "Do not measure restoring.")
    boolean noRestore;

    @Option(names = "--taobao", description = "A Taobao file to play, in laps, instead of the simulation.")
    Optional<Path> taobao = Optional.empty();

    @Option(names = "--commit-ms", description = "Time between commits or checkpoints, in milliseconds.")
    long commitMillis = 100;

    @Option(names = "--threads", description = "Stream threads, or the parallelism.")
    int threads = 2;

    @Option(names = "--partitions", description = "Partitions of every topic.")
    int partitions = 4;

    @Option(names = "--heap", description = "Maximum heap of the contestants.")
    String heap = "1g";

    @Option(names = "--java-options", split = " ", description = "More options for the contestants' JVMs.")
    List<String> javaOptions = List.of("-XX:+UseParallelGC", "-XX:InlineSmallCode=1100");

    @Option(names = "--model", description = "Folder of the model bundle.")
    private Optional<Path> model = Optional.empty();

    @Option(names = "--audiences", description = "File of audiences of the contestant with that name.")
    private Optional<Path> audiences = Optional.empty();

    @Option(names = "--items", description = "Items bundle of the contestant recommendations.")
    private Optional<Path> items = Optional.empty();

    /** Working folder of broker and contestants; emptied at the end. */
    Path work;

    /**
     * Sets the defaults that depend on other options.
     *
     * @throws BenchmarkFailed when options do not go together
     */
    void complete() {
        home = home.toAbsolutePath();
        if (allKnown && taobao.isPresent()) {
            throw new BenchmarkFailed("--all-known is for simulated shoppers; leave out --taobao or --all-known");
        }
        boolean slowFit = !allKnown && hotKeyShare == 0;
        if (!slowFit && contestants.stream().anyMatch(Contestant::isSlow)) {
            throw new BenchmarkFailed(
                    allKnown
                            ? "--all-known takes too many events for naive and flink; name other --contestants"
                            : "--hot-key-share makes a session longer than the window that naive and flink score from its"
                                    + " beginning, so their scores differ for a good reason; name other --contestants");
        }
        if (contestants.isEmpty()) {
            contestants = Stream.of(Contestant.values())
                    .filter(contestant -> !ON_REQUEST.contains(contestant))
                    .filter(contestant -> slowFit || !contestant.isSlow())
                    .toList();
        }
    }

    Path bundle() {
        return model.orElse(home.resolve("../model-artifacts/shop-intent/2"))
                .toAbsolutePath()
                .normalize();
    }

    Path audiences() {
        return audiences
                .orElseThrow(() -> new BenchmarkFailed("the contestant audiences needs a file: give --audiences FILE"))
                .toAbsolutePath();
    }

    Path items() {
        return items.orElseThrow(
                        () -> new BenchmarkFailed("the contestant recommendations needs a bundle: give --items BUNDLE"))
                .toAbsolutePath();
    }

    /** The guarantees, as Kafka Streams names them. */
    List<String> guarantees() {
        return guarantees.stream().map(ProcessingGuarantee::kafkaName).toList();
    }

    /** Fractions of a contestant's capacity at which latency is measured. */
    List<Double> loads() {
        return noLatency ? List.of() : loads;
    }

    /** Number of shoppers that have been seen before the simulation. */
    int knownShoppers() {
        return allKnown ? users : 0;
    }

    /** Events before those measured. */
    long warmUpEvents() {
        return knownShoppers() + furtherWarmUpEvents;
    }

    /** Events on the topic: more than any contestant processes, so that no partition ends before the last measurement. */
    long eventsOnTopic() {
        long most = contestants.stream().mapToLong(this::allEvents).max().orElse(0);
        return (long) (RESERVE * Math.max(most, allEvents(Contestant.INTENTSTREAM)));
    }

    /** Events of the shortest turn. */
    long fewestEvents() {
        return contestants.stream().mapToLong(this::allEvents).min().orElse(0);
    }

    /** Events that a contestant processes before it is measured. */
    long warmUpEvents(Contestant contestant) {
        return contestant.isSlow() ? Math.min(slowWarmUpEvents, warmUpEvents()) : warmUpEvents();
    }

    /** Events that a contestant is measured on. */
    long measuredEvents(Contestant contestant) {
        return switch (contestant.pace()) {
            case FAST -> FAST_TIMES * events;
            case USUAL -> events;
            case SLOW -> Math.min(slowEvents, events);
        };
    }

    /** Events of a contestant's turn, including the warm-up. */
    long allEvents(Contestant contestant) {
        return warmUpEvents(contestant) + measuredEvents(contestant);
    }
}
