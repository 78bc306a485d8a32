package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandLineQuoter;
import io.intentstream.cli.console.EvaluationDisplay;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Version;
import io.intentstream.cli.option.DataSetOptions;
import io.intentstream.offline.evaluation.BundleEvaluation;
import io.intentstream.offline.evaluation.EvaluationOptions;
import io.intentstream.offline.evaluation.HistoricalData;
import io.intentstream.offline.evaluation.ReportWriter;
import io.intentstream.offline.evaluation.baseline.BaselineKind;
import io.intentstream.offline.evaluation.report.BundleReport;
import io.intentstream.offline.evaluation.report.ConsoleReport;
import io.intentstream.offline.evaluation.report.EvaluationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a bundle on historical events, beside baselines. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        header = "Measure a model on historical events, beside baselines, and write a report.",
        description = {
            "Scores every event of a file as the stream would, compares with what came of it, and writes report.json,"
                    + " report.md and report.html: ranking, calibration and lift, seen from every event and with the"
                    + " last 0, 1, 5 and 10 events of each session hidden, with 95 %% intervals.",
            "Baselines learn from the training part of the same file and are measured on the same test sessions."
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final String NONE = "none";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "BUNDLE",
            description = "A bundle's folder, such as model-artifacts/shop-intent/1. Repeat it for bundles trained with"
                    + " different seeds: each is measured on its own split, and the report adds mean and deviation.")
    private List<Path> models;

    @Mixin
    private DataSetOptions dataSets;

    @Option(
            names = "--split",
            paramLabel = "PART",
            defaultValue = "test",
            description =
                    "test: the fifth of the users that training set aside, if the files are those of the training;"
                            + " all: every user. Default: test.")
    private EvaluationOptions.EvaluatedPart split;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the split. Default: the bundle's own.")
    private @Nullable Long seed;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "evaluation",
            description = "Where to write the report. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--baselines",
            paramLabel = "NAMES",
            description = "What to compare with, by commas: logistic-regression, decision-tree, random-forest,"
                    + " gradient-boosting, linear-svm, last-event, rfm; or all, or none. Default: all; none with --split"
                    + " all and no --training-input.")
    private @Nullable String baselines;

    @Option(
            names = "--refit-per-crop",
            description = "Also fit each baseline once more for every crop, to training sessions cropped alike.")
    private boolean refitPerCrop;

    @Option(
            names = "--training-input",
            paramLabel = "FILE",
            description = "Events that baselines learn from, one file for each --input and in its format; needed with"
                    + " --split all.")
    private List<String> trainingInputs = List.of();

    @Option(
            names = "--drawings",
            paramLabel = "N",
            defaultValue = "500",
            description = "Drawings of users for the intervals. Default: ${DEFAULT-VALUE}.")
    private int drawings;

    @Override
    public Integer call() throws IOException {
        EvaluationOptions options = options();
        List<DataSetOptions.DataFile> files = dataSets.files();
        List<DataSetOptions.DataFile> learningFiles =
                trainingInputs.isEmpty() ? List.of() : dataSets.paired("--training-input", trainingInputs);
        List<BundleReport> runs = new ArrayList<>();
        try (EvaluationDisplay progress =
                EvaluationDisplay.show(spec.commandLine().getErr())) {
            BundleEvaluation evaluation = new BundleEvaluation(options, progress);
            models.forEach(evaluation::requireUsable);
            List<HistoricalData> data = files.stream().map(dataSets::read).toList();
            List<HistoricalData> learning =
                    learningFiles.stream().map(dataSets::read).toList();
            for (Path model : models) {
                runs.add(evaluation.run(model, data, learning));
            }
        }
        EvaluationReport report = EvaluationReport.of(CommandLineQuoter.of(spec), new Version().getVersion()[0], runs);
        ReportWriter.write(report, out);
        say(ConsoleReport.write(report));
        say("Wrote " + out.resolve("report.html") + ", report.md and report.json.");
        return ExitCode.DONE.number();
    }

    private EvaluationOptions options() {
        boolean nothingToLearnFrom = split == EvaluationOptions.EvaluatedPart.ALL && trainingInputs.isEmpty();
        List<BaselineKind> kinds = kinds(baselines == null ? (nothingToLearnFrom ? NONE : ALL) : baselines);
        if (nothingToLearnFrom && !kinds.isEmpty()) {
            throw usage(
                    "--split all leaves baselines nothing to learn from: give --training-input, or --baselines none");
        }
        if (split == EvaluationOptions.EvaluatedPart.TEST && !trainingInputs.isEmpty()) {
            throw usage(
                    "--training-input goes with --split all: with --split test baselines learn from --input itself");
        }
        if (drawings < 1) {
            throw usage("--drawings is " + drawings + ": it must be 1 or more");
        }
        return new EvaluationOptions(split, seed, kinds, refitPerCrop, drawings);
    }

    private List<BaselineKind> kinds(String names) {
        if (names.equals(ALL)) {
            return List.of(BaselineKind.values());
        }
        if (names.equals(NONE)) {
            return List.of();
        }
        return Arrays.stream(names.split(",")).map(this::kind).distinct().toList();
    }

    private BaselineKind kind(String name) {
        return Arrays.stream(BaselineKind.values())
                .filter(kind -> kind.id().equals(name.trim()))
                .findFirst()
                .orElseThrow(() -> usage("There is no baseline '" + name + "': choose of "
                        + Arrays.stream(BaselineKind.values())
                                .map(BaselineKind::id)
                                .collect(Collectors.joining(", "))
                        + ", or all, or none"));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
