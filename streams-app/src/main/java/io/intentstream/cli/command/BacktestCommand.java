package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.SkippedText;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.console.TextTable;
import io.intentstream.cli.console.Version;
import io.intentstream.cli.option.BootstrapOption;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.HorizonOption;
import io.intentstream.cli.option.ReplayOptions;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.offline.backtest.Backtest;
import io.intentstream.offline.evaluation.ReportWriter;
import io.intentstream.offline.evaluation.report.EvaluationReport;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.replay.IngestReport;
import io.intentstream.offline.replay.RecordingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports what a model would have been worth. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Replay historical events and report what a model would have been worth.",
        description = {
            "",
            "Scores every event as it would have been served, joins the score with the later outcome, and writes report.json,"
                    + " report.md and report.html: the metrics of 'evaluate', and the effect of acting on the score. Give"
                    + " --model twice to compare two bundles on the same events.",
            ""
        })
public final class BacktestCommand extends ConsoleCommand {

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private ReplayOptions options = new ReplayOptions("backtest", 2);

    @Mixin
    private HorizonOption horizon = new HorizonOption();

    @Mixin
    private BootstrapOption bootstrap = new BootstrapOption();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Random seed of the bootstrap samples. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--most-events",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "Maximum number of events kept in memory for the ranking metrics; of more, a random sample of"
                    + " users is used. Default: ${DEFAULT-VALUE}.")
    private int mostEvents;

    @Override
    protected ExitCode run() throws InterruptedException, IOException {
        check();
        AppConfig config = source.load(configOptions);
        RecordingPlan recording = source.plan(config, err());
        Path out = options.out();
        Backtest.Options backtestOptions = new Backtest.Options(
                horizon.horizon(config),
                mostEvents,
                bootstrap.bootstrapSamples(),
                seed,
                typed(),
                new Version().getVersion()[0],
                source.describe(config));
        Optional<Backtest.Finding> found;
        try (ProgressDisplay progress = startProgress()) {
            Backtest backtest = new Backtest(backtestOptions, options.settings(config), progress);
            try (StopSignal stop = StopSignal.onSignal(backtest::stop)) {
                found = backtest.run(recording, options.models(config), out, System.currentTimeMillis());
            }
        }
        if (found.isEmpty()) {
            say("Stopped; nothing was written.");
            return ExitCode.INTERRUPTED;
        }
        EvaluationReport report = found.get().report();
        ReportWriter.write(report, out);
        report.sections().forEach(this::print);
        reportSkipped(found.get().ingest());
        say("Wrote " + out.resolve("report.html") + ", report.md and report.json.");
        return ExitCode.DONE;
    }

    private void check() {
        options.check();
        horizon.check();
        if (options.models().size() == 2 && source.isReadOnce()) {
            throw usage(
                    "--input - or a pipe can be read only once, but the two bundles read the events one after the other: save"
                            + " the events to a file, and name that file");
        }
        if (mostEvents < 1) {
            throw usage("--most-events is " + mostEvents + ": it must be 1 or more");
        }
    }

    private void reportSkipped(IngestReport ingest) {
        if (ingest.skips() > 0) {
            say(SkippedText.of(ingest.skipped()));
        }
        if (!ingest.places().isEmpty()) {
            say("Left out: " + Plurals.of(ingest.malformed(), "malformed line") + ", "
                    + Plurals.of(ingest.corrupt(), "damaged part"));
            ingest.places().forEach(place -> say("  " + place));
        }
    }

    private void print(Section section) {
        say(section.title());
        say("  " + section.text().get(0));
        TextTable.lines(section.table()).forEach(line -> say("  " + line));
        say("");
    }
}
