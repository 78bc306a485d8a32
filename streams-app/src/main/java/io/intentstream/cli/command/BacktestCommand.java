package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandLineQuoter;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ReplayMeter;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.console.TextTable;
import io.intentstream.cli.console.Version;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.offline.backtest.Backtest;
import io.intentstream.offline.backtest.Horizon;
import io.intentstream.offline.evaluation.ReportWriter;
import io.intentstream.offline.evaluation.report.EvaluationReport;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.replay.IngestReport;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.ReplaySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what a model would have been worth. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Replay events of the past and report what a model would have been worth.",
        description = {
            "",
            "Scores every event as it would have been served, joins it with what came of it later, and writes report.json,"
                    + " report.md and report.html: the figures of 'evaluate', and what acting on the score would have"
                    + " meant. Give two bundles to compare them on the same events.",
            ""
        })
public final class BacktestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "BUNDLE",
            description = "A bundle's folder; name two to compare them. Default: model.path.")
    private List<Path> models = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "backtest",
            description = "Where to write the report. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            description = "A purchase counts within this time after an event, such as 24h. Default: later in the same"
                    + " session.")
    private @Nullable Duration horizon;

    @Option(names = "--threads", paramLabel = "N", description = "Workers. Default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--drawings",
            paramLabel = "N",
            defaultValue = "500",
            description = "Drawings of users for the intervals. Default: ${DEFAULT-VALUE}.")
    private int drawings;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the drawings. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--most-events",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "Events kept in memory for the ranking figures; of more, users are drawn. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int mostEvents;

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        AppConfig config = source.isFiles() ? configOptions.load() : configOptions.loadForCluster();
        RecordingPlan recording = source.plan(config);
        SourceOptions.warnOfUnread(recording, spec.commandLine().getErr());
        List<Path> bundles = models.isEmpty() ? List.of(config.modelPath()) : models;
        ReplaySettings settings = new ReplaySettings(config.engine(), config.maxFuture(), threads);
        Backtest.Options options = new Backtest.Options(
                horizon(config),
                mostEvents,
                drawings,
                seed,
                CommandLineQuoter.of(spec),
                new Version().getVersion()[0],
                source.describe(config));
        Optional<Backtest.Finding> found;
        try (ReplayMeter meter = ReplayMeter.show(spec.commandLine().getErr())) {
            Backtest backtest = new Backtest(options, settings, meter);
            try (StopSignal stop = StopSignal.onSignal(backtest::stop)) {
                found = backtest.run(recording, bundles, out, System.currentTimeMillis());
            }
        }
        if (found.isEmpty()) {
            say("Stopped; nothing was written.");
            return ExitCode.INTERRUPTED.number();
        }
        EvaluationReport report = found.get().report();
        ReportWriter.write(report, out);
        report.sections().forEach(this::print);
        tellOfLeftOut(found.get().ingest());
        say("Wrote " + out.resolve("report.html") + ", report.md and report.json.");
        return ExitCode.DONE.number();
    }

    private void check() {
        if (models.size() > 2) {
            throw usage("--model is given " + models.size() + " times: a backtest compares two bundles at most");
        }
        if (models.size() == 2 && source.isStandardInput()) {
            throw usage("--input - can be read once, and two bundles are given the events one after the other: save the"
                    + " events to a file, and name that");
        }
        if (threads < 1 || drawings < 1 || mostEvents < 1) {
            throw usage("--threads, --drawings and --most-events must be 1 or more");
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

    private void tellOfLeftOut(IngestReport ingest) {
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

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
