package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ReplayMeter;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.EnumConverter;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.offline.backtest.ExampleExport;
import io.intentstream.offline.backtest.ExamplePartition;
import io.intentstream.offline.backtest.Horizon;
import io.intentstream.offline.backtest.UserHistories;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCheckpoint;
import io.intentstream.offline.replay.ReplaySettings;
import io.intentstream.offline.training.data.ExampleTable;
import io.intentstream.offline.training.data.ExportedExamples;
import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import io.intentstream.offline.training.data.UserSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what a model can learn from. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write examples to learn from: features as they were served, labels from what came later.",
        description = {
            "",
            "Replays events of the past and writes Parquet files into DIR/training, DIR/validation and DIR/test, one row an"
                    + " event, which 'train --examples DIR' and any other tool can read. An event's features are those that"
                    + " the engine computed when it arrived; nothing that came later is in them.",
            ""
        })
public final class ExportCommand implements Callable<Integer> {

    /** How examples are split. */
    enum SplitBy {
        USER,
        TIME
    }

    /** Reads how examples are split. */
    static final class SplitChoice extends EnumConverter<SplitBy> {
        SplitChoice() {
            super(SplitBy.class);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "BUNDLE",
            description = "The bundle whose features are computed. Default: model.path.")
    private @Nullable Path model;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "examples",
            description = "Where to write; must not hold examples yet. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            description = "A purchase counts within this time after an event, such as 24h. Default: later in the same"
                    + " session.")
    private @Nullable Duration horizon;

    @Option(
            names = "--split",
            paramLabel = "HOW",
            defaultValue = "user",
            converter = SplitChoice.class,
            description =
                    "user: 60 %% of the users to learn from, 20 %% to validate, 20 %% to test, the default; time: by"
                            + " --validate-from and --test-from.")
    private SplitBy split;

    @Option(names = "--validate-from", paramLabel = "TIME", description = "Where the validation part begins.")
    private @Nullable Instant validateFrom;

    @Option(names = "--test-from", paramLabel = "TIME", description = "Where the test part begins.")
    private @Nullable Instant testFrom;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed, another split by user. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--keep-negatives",
            paramLabel = "P",
            defaultValue = "1",
            description =
                    "Keep this part, more than 0 to 1, of the training sessions without a positive event, each with the"
                            + " weight 1/P. Validation and test are never thinned. Default: 1.")
    private double keepNegatives;

    @Option(names = "--threads", paramLabel = "N", description = "Workers. Default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws InterruptedException {
        check();
        AppConfig config = source.isFiles() ? configOptions.load() : configOptions.loadForCluster();
        RecordingPlan recording = source.plan(config);
        SourceOptions.warnOfUnread(recording, spec.commandLine().getErr());
        Path bundle = model == null ? config.modelPath() : model;
        makeFolders();
        try (IntentModel loaded = ModelBundle.load(bundle);
                ReplayMeter meter = ReplayMeter.show(spec.commandLine().getErr())) {
            Replay replay = new Replay(new ReplaySettings(config.engine(), config.maxFuture(), threads), loaded, meter);
            try (StopSignal stop = StopSignal.onSignal(replay::stop)) {
                return export(replay, loaded, recording, config).number();
            }
        }
    }

    private ExitCode export(Replay replay, IntentModel loaded, RecordingPlan recording, AppConfig config)
            throws InterruptedException {
        ExamplePartition partition = split == SplitBy.USER
                ? new ExamplePartition.ByUser(new UserSplit.ByHash(seed))
                : new ExamplePartition.ByTime(validateFrom, testFrom, horizon == null ? Duration.ZERO : horizon);
        ExampleTable table = new ExampleTable(loaded.manifest().features());
        ExampleExport export = new ExampleExport(out, table, partition, keepNegatives);
        ReplayCheckpoint work = ReplayCheckpoint.beginAgain(out, replay.job(recording, "examples"));
        Optional<Replay.ReplaySummary> summary;
        try {
            UserHistories histories = new UserHistories(horizon(config), export);
            summary = replay.run(recording, work, histories, System.currentTimeMillis());
        } finally {
            work.delete();
        }
        if (summary.isEmpty()) {
            say("Stopped; what is in " + out + " is a part of the examples alone: delete it.");
            return ExitCode.INTERRUPTED;
        }
        about(loaded, partition, config).write(out);
        report(export, summary.get());
        return ExitCode.DONE;
    }

    private ExportedExamples.About about(IntentModel loaded, ExamplePartition partition, AppConfig config) {
        return new ExportedExamples.About(
                source.describe(config),
                loaded.manifest().name() + " " + loaded.manifest().version() + " (" + loaded.fingerprintHex() + ")",
                loaded.manifest().features(),
                horizon == null ? "purchase later in the session" : "purchase within " + horizon,
                config.engine().sessionGap().toSeconds(),
                partition.describe(),
                keepNegatives);
    }

    private void report(ExampleExport export, Replay.ReplaySummary summary) {
        for (ExamplesPart part : ExamplesPart.values()) {
            ExampleExport.Counts counts = export.counts(part);
            say(String.format(
                    Locale.ROOT,
                    "%-10s %s, %s, %,d of them positive%s",
                    part.id(),
                    Plurals.of(counts.sessions(), "session"),
                    Plurals.of(counts.events(), "event"),
                    counts.positives(),
                    counts.leftOut() == 0
                            ? ""
                            : String.format(Locale.ROOT, "; %,d sessions left out by lot", counts.leftOut())));
        }
        say(String.format(
                Locale.ROOT,
                "Left out: %s cut off by the end of the recording, %s on a border of the parts, %s too late to be scored,"
                        + " %s, %s, %,d without consent, %s, %s",
                Plurals.of(export.unknown(), "session"),
                Plurals.of(export.onBorder(), "session"),
                Plurals.of(export.tooLate(), "event"),
                Plurals.of(summary.counts().duplicates(), "duplicate"),
                Plurals.of(summary.report().rejections(), "unusable record"),
                summary.counts().withheld(),
                Plurals.of(summary.report().malformed(), "malformed line"),
                Plurals.of(summary.report().corrupt(), "damaged part")));
        if (summary.report().beyondEnd() > 0) {
            say("  " + summary.report().describeEnd());
        }
        summary.report().places().forEach(place -> say("  " + place));
        say("Wrote " + out + ". Learn from it with: ./intentstream train --examples " + out
                + " --name NAME --model-version VERSION");
    }

    private void makeFolders() {
        try {
            for (ExamplesPart part : ExamplesPart.values()) {
                Path folder = Files.createDirectories(out.resolve(part.id()));
                try (Stream<Path> files = Files.list(folder)) {
                    if (files.findAny().isPresent()) {
                        throw new CommandFailed(
                                ExitCode.FAILED, folder + " is not empty: delete it, or name another --out");
                    }
                }
            }
        } catch (IOException e) {
            throw new CommandFailed(out + " can't be written (" + e.getMessage() + "): name another --out", e);
        }
    }

    private void check() {
        boolean times = validateFrom != null && testFrom != null && validateFrom.isBefore(testFrom);
        if (split == SplitBy.TIME && !times) {
            throw usage("--split time needs --validate-from and, after it, --test-from");
        }
        if (split == SplitBy.USER && (validateFrom != null || testFrom != null)) {
            throw usage("--validate-from and --test-from go with --split time");
        }
        if (!(keepNegatives > 0 && keepNegatives <= 1)) {
            throw usage("--keep-negatives is " + keepNegatives + ": it must be more than 0, and 1 at most");
        }
        if (threads < 1) {
            throw usage("--threads is " + threads + ": it must be 1 or more");
        }
        if (horizon != null && (horizon.isNegative() || horizon.isZero())) {
            throw usage("--horizon is " + horizon + ": it must be more than 0");
        }
    }

    private Horizon horizon(AppConfig config) {
        Duration gap = config.engine().sessionGap();
        return horizon == null ? new Horizon.InSession(gap) : new Horizon.Within(horizon, gap);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
