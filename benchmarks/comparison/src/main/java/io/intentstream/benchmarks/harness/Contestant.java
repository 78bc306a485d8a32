package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who takes part. */
enum Contestant {
    /** The product. */
    INTENTSTREAM("io.intentstream.benchmarks.contestant.IntentStreamContestant", true, false),
    /** Kafka Streams without state and model, records of the same sizes: the ceiling. */
    PASS_THROUGH("io.intentstream.benchmarks.contestant.PassThroughContestant", false, false),
    /** intentstream with a constant score: what the model costs. */
    CONSTANT_SCORE("io.intentstream.benchmarks.contestant.ConstantScoreContestant", false, false),
    /** Kafka Streams and DJL as in tutorials: a prediction over the whole session for every record. */
    NAIVE("io.intentstream.benchmarks.contestant.NaiveContestant", true, true),
    /** Flink with RocksDB and checkpoints, and DJL as in tutorials. */
    FLINK("io.intentstream.benchmarks.flink.FlinkContestant", true, true);

    private static final List<String> FLINK_NEEDS = List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    private final String mainClass;
    private final boolean scores;
    private final boolean slow;

    Contestant(String mainClass, boolean scores, boolean slow) {
        this.mainClass = mainClass;
        this.scores = scores;
        this.slow = slow;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Contestant of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether its scores are the model's. */
    boolean scores() {
        return scores;
    }

    /** Whether it gets fewer events, so that a round ends in reasonable time. */
    boolean isSlow() {
        return slow;
    }

    /** Starts its process and returns when it takes part. */
    ChildProcess start(Settings settings, Assignment assignment) throws IOException {
        List<String> options = new ArrayList<>(this == FLINK ? FLINK_NEEDS : List.of());
        options.add("-Xmx" + settings.heap());
        options.addAll(settings.javaOptions());
        options.add("-Dintentstream.log.level=WARN");
        options.add("-Djava.io.tmpdir=" + settings.work());
        Files.createDirectories(assignment.folder());
        ChildProcess process = ChildProcess.start(
                mainClass,
                classPath(settings.home()),
                options,
                assignment.toArguments(),
                settings.work().resolve(assignment.run() + ".log"));
        while (!process.hear().equals(Stage.READY)) {
            // Options may make the JVM say something of its own.
        }
        return process;
    }

    private String classPath(Path home) {
        return ChildProcess.classPath(
                home.resolve(this == FLINK ? "flink" : "comparison").resolve("target"));
    }
}
