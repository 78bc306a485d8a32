package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.config.InputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The systems that are compared. */
enum Contestant {
    /** The product. */
    INTENTSTREAM("io.intentstream.benchmarks.contestant.IntentStreamContestant", true, Pace.USUAL),
    /** The product, reading the same events as messages of Segment's trackers, which lack some of their fields. */
    SEGMENT("io.intentstream.benchmarks.contestant.IntentStreamContestant", false, Pace.USUAL),
    /** The product with declared audiences and session outcomes. */
    AUDIENCES("io.intentstream.benchmarks.contestant.IntentStreamContestant", true, Pace.USUAL),
    /** The product with recommendations. */
    RECOMMENDATIONS("io.intentstream.benchmarks.contestant.IntentStreamContestant", true, Pace.USUAL),
    /** Kafka Streams without state and model, with records of the same sizes: the upper limit. */
    PASS_THROUGH("io.intentstream.benchmarks.contestant.PassThroughContestant", false, Pace.FAST),
    /** intentstream with a constant score: shows the cost of the model. */
    CONSTANT_SCORE("io.intentstream.benchmarks.contestant.ConstantScoreContestant", false, Pace.USUAL),
    /** Kafka Streams and DJL as in tutorials: a prediction over the whole session for every record. */
    NAIVE("io.intentstream.benchmarks.contestant.NaiveContestant", true, Pace.SLOW),
    /** Flink with RocksDB and checkpoints, and DJL as in tutorials. */
    FLINK("io.intentstream.benchmarks.flink.FlinkContestant", true, Pace.SLOW);

    /** Decides the number of events, so that a turn is long enough to measure and ends in reasonable time. */
    enum Pace {
        FAST,
        USUAL,
        SLOW
    }

    private static final List<String> FLINK_NEEDS = List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    private final String mainClass;
    private final boolean scores;
    private final Pace pace;

    Contestant(String mainClass, boolean scores, Pace pace) {
        this.mainClass = mainClass;
        this.scores = scores;
        this.pace = pace;
    }

    /** The name in options and reports. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return id();
    }

    /** Whether it scores with the model. */
    boolean scores() {
        return scores;
    }

    Pace pace() {
        return pace;
    }

    /** How the events that it reads are written. */
    InputFormat format() {
        return this == SEGMENT ? InputFormat.SEGMENT : InputFormat.CLICKEVENT_AVRO;
    }

    boolean isSlow() {
        return pace == Pace.SLOW;
    }

    /** Starts the process and returns when it is ready. */
    ChildProcess start(BenchmarkSettings settings, Assignment assignment) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(this == FLINK ? FLINK_NEEDS : List.of());
        options.add("-Xmx" + settings.heap);
        options.addAll(settings.javaOptions);
        options.add("-Dintentstream.log.level=WARN");
        options.add("-Djava.io.tmpdir=" + settings.work);
        Files.createDirectories(assignment.folder());
        ChildProcess process = ChildProcess.start(
                mainClass,
                classPath(settings.home),
                options,
                assignment.toArguments(),
                settings.work.resolve(assignment.run() + ".log"));
        process.hear();
        return process;
    }

    private String classPath(Path home) {
        return ChildProcess.classPath(
                home.resolve(this == FLINK ? "flink" : "comparison").resolve("target"));
    }
}
