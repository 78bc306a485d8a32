package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.SkippedText;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.EnumConverter;
import io.intentstream.cli.option.HorizonOption;
import io.intentstream.cli.option.ReplayOptions;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.offline.backtest.ExampleExport;
import io.intentstream.offline.backtest.ExamplePartition;
import io.intentstream.offline.backtest.UserHistories;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCheckpoint;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes training examples. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write training examples: features as they were served, labels from the later outcome.",
        description = {
            "",
            "Replays historical events and writes Parquet files into DIR/training, DIR/validation and DIR/test, one row per"
                    + " event, which 'train --examples DIR' and any other tool can read. The features of an event are those"
                    + " that the engine computed on its arrival; they contain nothing from later events. DIR must not hold"
                    + " examples yet.",
            ""
        })
public final class ExportCommand extends ConsoleCommand {

    /** The unit by which examples are split. */
    enum SplitBy {
        USER,
        TIME
    }

    /** Converts the value of {@code --split}. */
    static final class SplitChoice extends EnumConverter<SplitBy> {
        SplitChoice() {
            super(SplitBy.class);
        }
    }

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private ReplayOptions options = new ReplayOptions("examples", 1);

    @Mixin
    private HorizonOption horizon = new HorizonOption();

    @Option(
            names = "--split",
            paramLabel = "HOW",
            defaultValue = "user",
            converter = SplitChoice.class,
            description = "user: 60 %% of the users for training, 20 %% for validation, 20 %% for testing; time: at"
                    + " --validate-from and --test-from. Default: user.")
    private SplitBy split;

    @Option(names = "--validate-from", paramLabel = "TIME", description = "Start of the validation part.")
    private @Nullable Instant validateFrom;

    @Option(names = "--test-from", paramLabel = "TIME", description = "Start of the test part.")
    private @Nullable Instant testFrom;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Random seed of the split by user. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--keep-negatives",
            paramLabel = "P",
            defaultValue = "1",
            description =
                    "Share of the training sessions without a positive event to keep, more than 0 to 1; each gets the"
                            + " weight 1/P. Validation and test sessions are all kept. Default: 1.")
    private double keepNegatives;

    @Override
    protected ExitCode run() throws InterruptedException {
        check();
        AppConfig config = source.load(configOptions);
        RecordingPlan recording = source.plan(config, err());
        makeFolders(options.out());
        try (IntentModel loaded = ModelBundle.load(options.models(config).get(0));
                ProgressDisplay progress = startProgress()) {
            Replay replay = new Replay(options.settings(config), loaded, progress);
            try (StopSignal stop = StopSignal.onSignal(replay::stop)) {
                return export(replay, loaded, recording, config);
            }
        }
    }

    private ExitCode export(Replay replay, IntentModel loaded, RecordingPlan recording, AppConfig config)
            throws InterruptedException {
        Path out = options.out();
        ExamplePartition partition = split == SplitBy.USER
                ? new ExamplePartition.ByUser(new UserSplit.ByHash(seed))
                : new ExamplePartition.ByTime(
                        validateFrom, testFrom, Objects.requireNonNullElse(horizon.duration(), Duration.ZERO));
        ExampleTable table = new ExampleTable(loaded.manifest().features());
        ExampleExport export = new ExampleExport(out, table, partition, keepNegatives);
        ReplayCheckpoint work = ReplayCheckpoint.beginAgain(out, replay.job(recording, "examples"));
        Optional<Replay.ReplaySummary> summary;
        try {
            UserHistories histories = new UserHistories(horizon.horizon(config), export);
            summary = replay.run(recording, work, histories, System.currentTimeMillis());
        } finally {
            work.delete();
        }
        if (summary.isEmpty()) {
            say("Stopped; " + out + " holds only a part of the examples: delete it.");
            return ExitCode.INTERRUPTED;
        }
        requireSessions(export, summary.get());
        about(loaded, partition, export, config).write(out);
        report(export, summary.get());
        return ExitCode.DONE;
    }

    /** Examples without a session are of no use, and a program that goes on with them would fail later. */
    private void requireSessions(ExampleExport export, Replay.ReplaySummary summary) {
        long written = 0;
        long leftOut = 0;
        for (ExamplesPart part : ExamplesPart.values()) {
            written += export.counts(part).sessions();
            leftOut += export.counts(part).leftOut();
        }
        if (written == 0) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    String.format(
                            Locale.ROOT,
                            "No session is left to write of %s that were read: %s cut off by the end of the recording, %s"
                                    + " across the border of two parts, %s left out randomly, %s too late to be scored, %s,"
                                    + " %,d without consent. Use a recording that goes on for longer than the session gap or"
                                    + " --horizon after the sessions' ends, or other borders",
                            Plurals.of(summary.report().accepted(), "event"),
                            Plurals.of(export.unknown(), "session"),
                            Plurals.of(export.onBorder(), "session"),
                            Plurals.of(leftOut, "session"),
                            Plurals.of(export.tooLate(), "event"),
                            Plurals.of(summary.counts().duplicates(), "duplicate"),
                            summary.counts().withheld()));
        }
    }

    private ExportedExamples.About about(
            IntentModel loaded, ExamplePartition partition, ExampleExport export, AppConfig config) {
        return new ExportedExamples.About(
                source.describe(config),
                loaded.manifest().name() + " " + loaded.manifest().version() + " (" + loaded.fingerprintHex() + ")",
                loaded.manifest().features(),
                horizon.duration() == null ? "purchase later in the session" : "purchase within " + horizon.duration(),
                config.engine().sessionGap().toSeconds(),
                partition.describe(),
                keepNegatives,
                export.trainingShares());
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
                            : "; " + Plurals.of(counts.leftOut(), "session") + " left out randomly"));
        }
        say(String.format(
                Locale.ROOT,
                "Left out: %s cut off by the end of the recording, %s across the border of two parts, %s too late to"
                        + " be scored, %s, %s, %,d without consent, %s, %s",
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
        if (summary.report().skips() > 0) {
            say("  " + SkippedText.of(summary.report().skipped()));
        }
        summary.report().places().forEach(place -> say("  " + place));
        Path out = options.out();
        say("Wrote " + out + ". Train a model on it with: ./intentstream train --examples " + out
                + " --name NAME --model-version VERSION");
    }

    private static void makeFolders(Path out) {
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
        options.check();
        horizon.check();
        boolean times = validateFrom != null && testFrom != null && validateFrom.isBefore(testFrom);
        if (split == SplitBy.TIME && !times) {
            throw usage("--split time needs --validate-from and, after it, --test-from");
        }
        if (split == SplitBy.USER && (validateFrom != null || testFrom != null)) {
            throw usage("--validate-from and --test-from need --split time");
        }
        if (!(keepNegatives > 0 && keepNegatives <= 1)) {
            throw usage("--keep-negatives is " + keepNegatives + ": it must be more than 0 and at most 1");
        }
    }
}
