package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

    @Option(names = "--events", description = "Events on the topic; the first 40 %% are for warming up.")
    private long events = 200_000;

    @Option(names = "--slow-events", description = "Of these, as many as naive and flink are measured on.")
    private long slowEvents = 10_000;

    @Option(names = "--users", description = "Simulated shoppers.")
    private int users = 10_000;

    @Option(names = "--visits-per-day", description = "Of one shopper: says how many are at it at a time.")
    private double visitsPerDay = 24;

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
                compare(settings, cluster);
            }
        }
        delete(work);
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
                events,
                slowEvents,
                users,
                visitsPerDay,
                taobao,
                commitMillis,
                threads,
                partitions,
                heap);
    }

    private void compare(Settings settings, Cluster cluster) throws IOException, InterruptedException {
        List<Measurement> measurements = new ArrayList<>();
        ScoreCheck scores = new ScoreCheck();
        cluster.createTopics(assignment(settings, cluster, "input", ""), settings.partitions());
        InputTopic.fill(settings, cluster);
        for (int round = 1; round <= settings.rounds(); round++) {
            for (String guarantee : settings.guarantees()) {
                for (Contestant contestant : settings.contestants()) {
                    String run = contestant.id() + "-" + guarantee.replace('_', '-') + "-" + round;
                    Assignment assignment = assignment(settings, cluster, run, guarantee);
                    measurements.add(play(settings, cluster, contestant, assignment, round, scores));
                    new Report(conditions(settings), measurements).write(out);
                }
            }
        }
        System.out.println(new Report(conditions(settings), measurements).markdown());
        System.out.println("Written to " + out.toAbsolutePath());
    }

    private static Measurement play(
            Settings settings,
            Cluster cluster,
            Contestant contestant,
            Assignment assignment,
            int round,
            ScoreCheck scores)
            throws IOException, InterruptedException {
        Measurement measurement = new Turn(settings, cluster, contestant, assignment, round).play();
        System.out.printf(
                Locale.ROOT,
                "round %d  %-16s %-15s %,9.0f events/s  %6.1f CPU µs/event%n",
                round,
                contestant.id(),
                assignment.guarantee(),
                measurement.eventsPerSecond(),
                measurement.cpuMicrosPerEvent());
        if (contestant.scores() && assignment.isExactlyOnce()) {
            scores.check(cluster, assignment, contestant.id(), settings.partitions(), settings.events(contestant));
        }
        cluster.forget(assignment.run());
        delete(assignment.folder());
        return measurement;
    }

    private static Assignment assignment(Settings settings, Cluster cluster, String run, String guarantee) {
        return new Assignment(
                cluster.bootstrap(),
                cluster.registry(),
                run,
                guarantee,
                settings.commitMillis(),
                settings.threads(),
                settings.bundle(),
                settings.work().resolve(run));
    }

    private static Map<String, String> conditions(Settings settings) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, Java "
                        + Runtime.version().feature() + "; broker, registry and contestant on the same machine");
        conditions.put(
                "events",
                String.format(Locale.ROOT, "%,d", settings.events())
                        + settings.taobao()
                                .map(file -> " of the Taobao stream, in laps")
                                .orElse(String.format(
                                        Locale.ROOT,
                                        " of %,d simulated shoppers, %.1f visits a day each",
                                        settings.users(),
                                        settings.visitsPerDay()))
                        + String.format(Locale.ROOT, "; the slow on the first %,d", settings.slowEvents()));
        conditions.put(
                "settings",
                "%d partitions, %d threads, commit or checkpoint every %d ms, heap %s"
                        .formatted(
                                settings.partitions(), settings.threads(), settings.commitMillis(), settings.heap()));
        return conditions;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
