package io.intentstream.benchmarks.harness;

import io.intentstream.config.ProcessingGuarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The comparison's command line. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Runs intentstream and what one would build instead in turns on one broker, and writes a report.")
public final class Compare implements Callable<Integer> {
    @Option(names = "--home", required = true, hidden = true)
    private Path home;

    @Option(
            names = "--contestants",
            split = ",",
            converter = ContestantName.class,
            description = {
                "Who takes part, in the order of their turns: intentstream, pass-through, constant-score, naive, flink.",
                "Unless named, all; those that are not slow with --all-known and --hot-key-share."
            })
    private List<Contestant> contestants = List.of();

    @Option(
            names = "--guarantees",
            split = ",",
            converter = GuaranteeName.class,
            defaultValue = "exactly_once_v2,at_least_once",
            description = "Under which guarantees.")
    private List<ProcessingGuarantee> guarantees;

    @Option(names = "--rounds", description = "Turns of each contestant under each guarantee.")
    private int rounds = 3;

    @Option(names = "--warm-up-events", description = "Events that each works off before it is measured.")
    private long warmUpEvents = 600_000;

    @Option(
            names = "--events",
            description = "Events that each is measured on; the pass-through on five times as many.")
    private long events = 400_000;

    @Option(
            names = "--slow-warm-up-events",
            description =
                    "Events that naive and flink work off before they are measured: the more, the longer the sessions"
                            + " that they score anew for each event.")
    private long slowWarmUpEvents = 30_000;

    @Option(names = "--slow-events", description = "Events that naive and flink are measured on.")
    private long slowEvents = 30_000;

    @Option(names = "--users", description = "Simulated shoppers.")
    private int users = 10_000;

    @Option(
            names = "--all-known",
            description = "Every simulated shopper has come once before: so many more events to warm up on.")
    private boolean allKnown;

    @Option(names = "--visits-per-day", description = "Of one shopper: says how many are at it at a time.")
    private double sessionsPerDay = 24;

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
                .setParameterExceptionHandler((mistake, unused) -> {
                    System.err.println("compare: " + mistake.getMessage());
                    return 2;
                })
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
        List<Contestant> playing = playing();
        Workplace workplace = Workplace.make();
        BenchmarkSettings settings = settings(workplace.folder(), playing);
        ChildProcess servers = ChildProcess.start(
                ServersProcess.class.getName(),
                ChildProcess.classPath(home.resolve("comparison").resolve("target")),
                List.of("-Xmx1g", "-Djava.io.tmpdir=" + workplace.folder()),
                List.of(workplace.folder().toString()),
                workplace.folder().resolve("servers.log"));
        try (servers) {
            String[] addresses = servers.hear().split(" ");
            try (Cluster cluster = Cluster.connect(addresses[0], addresses[1])) {
                Report report = new ContestantComparison(settings, cluster, out).run();
                System.out.println(report.markdown());
                System.out.println("Written to " + out.toAbsolutePath());
            }
        }
        workplace.forgetLogs();
        return 0;
    }

    /** Who takes part; the slow ones only where a run with them ends, and their scores can be held against the others'. */
    private List<Contestant> playing() {
        if (allKnown && taobao.isPresent()) {
            throw new BenchmarkFailed("--all-known is for simulated shoppers; leave out --taobao or --all-known");
        }
        boolean slowFit = !allKnown && hotKeyShare == 0;
        if (!slowFit && contestants.stream().anyMatch(Contestant::isSlow)) {
            throw new BenchmarkFailed(
                    allKnown
                            ? "--all-known takes too many events for naive and flink; name other --contestants"
                            : "--hot-key-share makes a visit longer than the window that naive and flink score again from its"
                                    + " beginning, so their scores differ for good reason; name other --contestants");
        }
        return contestants.isEmpty()
                ? Stream.of(Contestant.values())
                        .filter(contestant -> slowFit || !contestant.isSlow())
                        .toList()
                : contestants;
    }

    /** Names as they stand in the report. */
    private static final class ContestantName implements ITypeConverter<Contestant> {
        @Override
        public Contestant convert(String name) {
            return Stream.of(Contestant.values())
                    .filter(contestant -> contestant.id().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> unknown(name, Stream.of(Contestant.values()).map(Contestant::id)));
        }
    }

    /** Names as Kafka Streams has them. */
    private static final class GuaranteeName implements ITypeConverter<ProcessingGuarantee> {
        @Override
        public ProcessingGuarantee convert(String name) {
            return Stream.of(ProcessingGuarantee.values())
                    .filter(guarantee -> guarantee.kafkaName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(
                            name, Stream.of(ProcessingGuarantee.values()).map(ProcessingGuarantee::kafkaName)));
        }
    }

    private static TypeConversionException unknown(String name, Stream<String> known) {
        return new TypeConversionException("'" + name + "' is none of " + known.collect(Collectors.joining(", ")));
    }

    private BenchmarkSettings settings(Path work, List<Contestant> playing) {
        return new BenchmarkSettings(
                home.toAbsolutePath(),
                model.orElse(home.resolve("../model-artifacts/shop-intent/1"))
                        .toAbsolutePath()
                        .normalize(),
                work,
                playing,
                guarantees.stream().map(ProcessingGuarantee::kafkaName).toList(),
                rounds,
                warmUpEvents,
                events,
                slowWarmUpEvents,
                slowEvents,
                users,
                allKnown,
                sessionsPerDay,
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
