package io.intentstream.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The comparison's command line. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Runs intentstream and what one would build instead in turns on one broker, and writes a report.")
public final class Compare implements Callable<Integer> {
    @Option(names = "--home", required = true, hidden = true)
    private Path home;

    @Option(names = "--contestants", split = ",", description = "Who takes part, in the order of their turns.")
    private List<String> contestants = List.of("intentstream", "pass-through", "constant-score", "naive", "flink");

    @Option(names = "--guarantees", split = ",", description = "Under which guarantees.")
    private List<String> guarantees = List.of("exactly_once_v2", "at_least_once");

    @Option(names = "--rounds", description = "Turns of each contestant under each guarantee.")
    private int rounds = 3;

    @Option(names = "--warm-up-events", description = "Events that each works off before it is measured.")
    private long warmUpEvents = 600_000;

    @Option(names = "--events", description = "Events that each is measured on.")
    private long events = 400_000;

    @Option(names = "--slow-events", description = "Events that naive and flink warm up and are measured on.")
    private long slowEvents = 10_000;

    @Option(names = "--users", description = "Simulated shoppers.")
    private int users = 10_000;

    @Option(
            names = "--all-known",
            description = "Every simulated shopper has come once before: so many more events to warm up on.")
    private boolean allKnown;

    @Option(names = "--visits-per-day", description = "Of one shopper: says how many are at it at a time.")
    private double visitsPerDay = 24;

    @Option(names = "--hot-key-share", description = "Part of the events that are one user's, without a pause.")
    private double hotKeyShare = 0;

    @Option(names = "--late-share", description = "Part of the events that come after their user's next one.")
    private double lateShare = 0;

    @Option(names = "--loads", split = ",", description = "Measure latency at these parts of each one's capacity.")
    private List<Double> loads = List.of(0.25, 0.75);

    @Option(names = "--no-latency", description = "Measure no latency.")
    private boolean noLatency;

    @Option(names = "--latency-seconds", description = "How long each latency is measured.")
    private int latencySeconds = 15;

    @Option(names = "--no-restore", description = "Measure no restore.")
    private boolean noRestore;

    @Option(names = "--taobao", description = "A Taobao file to play, in laps, in place of the simulation.")
    private Optional<Path> taobao = Optional.empty();

    @Option(names = "--commit-ms", description = "Time between commits, or between checkpoints.")
    private long commitMillis = 100;

    @Option(names = "--threads", description = "Stream threads, or the parallelism.")
    private int threads = 2;

    @Option(names = "--partitions", description = "Partitions of every topic.")
    private int partitions = 4;

    @Option(names = "--heap", description = "The contestants' largest heap.")
    private String heap = "1g";

    @Option(names = "--java-options", split = " ", description = "More options for the contestants' JVMs.")
    private List<String> javaOptions = List.of("-XX:+UseParallelGC", "-XX:InlineSmallCode=1100");

    @Option(names = "--model", description = "Folder of the model bundle.")
    private Optional<Path> model = Optional.empty();

    @Option(names = "--out", description = "Where the report goes.")
    private Path out = Path.of("target", "comparison");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (!(failure instanceof BenchmarkFailed)) {
                        throw failure;
                    }
                    System.err.println("compare: " + failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean slow = contestants.stream().map(Contestant::of).anyMatch(Contestant::isSlow);
        if (allKnown && (taobao.isPresent() || slow)) {
            throw new BenchmarkFailed("--all-known is for simulated shoppers, and takes too many events for naive and"
                    + " flink; leave out --taobao, or name other --contestants");
        }
        Path work = Files.createTempDirectory("intentstream-comparison");
        Settings settings = settings(work);
        ChildProcess servers = ChildProcess.start(
                ServersProcess.class.getName(),
                ChildProcess.classPath(home.resolve("comparison").resolve("target")),
                List.of("-Xmx1g"),
                List.of(work.toString()),
                work.resolve("servers.log"));
        try (servers) {
            String[] addresses = servers.hear().split(" ");
            try (Cluster cluster = Cluster.connect(addresses[0], addresses[1])) {
                Report report = new Comparison(settings, cluster, out).run();
                System.out.println(report.markdown());
                System.out.println("Written to " + out.toAbsolutePath());
            }
        }
        Folders.delete(work);
        return 0;
    }

    private Settings settings(Path work) {
        return new Settings(
                home.toAbsolutePath(),
                model.orElse(home.resolve("../model-artifacts/shop-intent/1"))
                        .toAbsolutePath()
                        .normalize(),
                work,
                contestants.stream().map(Contestant::of).toList(),
                guarantees,
                rounds,
                warmUpEvents,
                events,
                slowEvents,
                users,
                allKnown,
                visitsPerDay,
                hotKeyShare,
                lateShare,
                taobao,
                commitMillis,
                threads,
                partitions,
                noLatency ? List.of() : loads,
                latencySeconds,
                !noRestore,
                heap,
                javaOptions);
    }
}
