package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.SkippedText;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.console.TextTable;
import io.intentstream.cli.console.Version;
import io.intentstream.cli.option.BootstrapOption;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.DataSetOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.offline.evaluation.BundleEvaluation;
import io.intentstream.offline.evaluation.EvaluationOptions;
import io.intentstream.offline.evaluation.HistoricalData;
import io.intentstream.offline.evaluation.ReportWriter;
import io.intentstream.offline.evaluation.items.ItemsEvaluation;
import io.intentstream.offline.evaluation.items.ServedLists;
import io.intentstream.offline.evaluation.report.BundleReport;
import io.intentstream.offline.evaluation.report.ConsoleReport;
import io.intentstream.offline.evaluation.report.EvaluationReport;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.training.baseline.BaselineKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evaluates a bundle on historical events, next to baselines. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        header = "Evaluate a model on historical events, next to baselines, and write a report.",
        description = {
            "Scores every event of a file as the stream would, compares the scores with the outcomes, and writes report.json,"
                    + " report.md and report.html: ranking, calibration and lift, early (before cart and checkout), at every"
                    + " event, and 0, 1, 5 and 10 events before the first purchase or the end of each session, with 95 %%"
                    + " confidence intervals.",
            "Baselines are fitted to the training part of the same file and evaluated on the same test sessions.",
            "An items bundle is evaluated by the lists it gives: each is compared with the next product of its user, after the"
                    + " bundle's training, and of users whom the training held out. Baselines learn from the training's part of the"
                    + " file. --served evaluates the lists that an engine wrote."
        })
public final class EvaluateCommand extends ConsoleCommand {
    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final String ITEMS_FIXED =
            "to an items bundle: its baselines and its split are fixed; give one --model and one --input alone";
    private static final String SERVED_FIXED = "to --served: it compares lists with the events of input.topics";

    @Option(
            names = {"-m", "--model"},
            paramLabel = "BUNDLE",
            description =
                    "Folder of the model bundle, such as model-artifacts/shop-intent/2. Repeat it for bundles trained"
                            + " with different seeds: each is evaluated on its own split, and the report adds mean and standard"
                            + " deviation.")
    private List<Path> models = List.of();

    @Option(
            names = "--served",
            paramLabel = "LISTS",
            description = "Instead of a bundle, evaluate lists of recommendations that were served: a topic, such as"
                    + " user-recommendations, or a file or folder that 'replay' wrote. They are compared with the events of"
                    + " input.topics.")
    private @Nullable String served;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private DataSetOptions dataSets;

    @Option(
            names = "--split",
            paramLabel = "PART",
            defaultValue = "test",
            description =
                    "test: the users, or the sessions after the border, that training held out, if the files are those of the training;"
                            + " all: every user. Default: test.")
    private EvaluationOptions.EvaluatedPart split;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Random seed of the split. Default: the seed of the bundle.")
    private @Nullable Long seed;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "evaluation",
            description = "Folder for the report. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--baselines",
            paramLabel = "NAMES",
            description = "Baselines, separated by commas: logistic-regression, decision-tree, random-forest,"
                    + " gradient-boosting, linear-svm, last-event, rfm; or all, or none. Default: all; none with --split"
                    + " all and no --training-input.")
    private @Nullable String baselines;

    @Option(
            names = "--refit-per-crop",
            description =
                    "Also fit each baseline to training sessions that are cropped like the test sessions, once for every"
                            + " crop.")
    private boolean refitPerCrop;

    @Option(
            names = "--training-input",
            paramLabel = "FILE",
            description = "File of events to fit baselines to, one for each --input and in its format; needed with"
                    + " --split all.")
    private List<String> trainingInputs = List.of();

    @Mixin
    private BootstrapOption bootstrap;

    @Override
    protected ExitCode run() throws IOException, InterruptedException {
        if (served != null) {
            return evaluateServed(served);
        }
        if (models.isEmpty()) {
            throw usage("Name what to evaluate: a bundle with --model, or lists that were served with --served");
        }
        if (models.stream().anyMatch(ItemsBundle::isItems)) {
            return evaluateItems();
        }
        EvaluationOptions options = options();
        List<DataSetOptions.DataFile> files = dataSets.files();
        List<DataSetOptions.DataFile> learningFiles =
                trainingInputs.isEmpty() ? List.of() : dataSets.paired("--training-input", trainingInputs);
        List<BundleReport> runs = new ArrayList<>();
        try (ProgressDisplay progress = startProgress()) {
            BundleEvaluation evaluation = new BundleEvaluation(options, progress);
            models.forEach(evaluation::requireUsable);
            List<HistoricalData> data = files.stream().map(dataSets::read).toList();
            List<HistoricalData> learning =
                    learningFiles.stream().map(dataSets::read).toList();
            Stream.concat(data.stream(), learning.stream())
                    .filter(each -> !each.skipped().isEmpty())
                    .forEach(each -> say(each.title() + ": " + SkippedText.of(each.skipped())));
            for (Path model : models) {
                runs.add(evaluation.run(model, data, learning));
            }
        }
        EvaluationReport report = EvaluationReport.of(typed(), new Version().getVersion()[0], runs);
        ReportWriter.write(report, out);
        say(ConsoleReport.write(report));
        say("Wrote " + out.resolve("report.html") + ", report.md and report.json.");
        return ExitCode.DONE;
    }

    private ExitCode evaluateItems() throws IOException {
        refuse("a second --model", models.size() > 1, ITEMS_FIXED);
        refuseModelOptions(ITEMS_FIXED);
        List<DataSetOptions.DataFile> files = dataSets.files();
        refuse("a second --input", files.size() > 1, ITEMS_FIXED);
        int drawings = bootstrap.bootstrapSamples();
        ItemsBundle bundle = ItemsBundle.load(models.get(0));
        List<Section> sections;
        try (ProgressDisplay progress = startProgress()) {
            HistoricalData data = dataSets.read(files.get(0));
            if (!data.skipped().isEmpty()) {
                say(data.title() + ": " + SkippedText.of(data.skipped()));
            }
            sections = new ItemsEvaluation(drawings, progress)
                    .run(bundle, data.log().users());
        }
        write(
                "Evaluation of " + bundle.manifest().name() + " "
                        + bundle.manifest().version(),
                sections);
        return ExitCode.DONE;
    }

    private ExitCode evaluateServed(String name) throws IOException, InterruptedException {
        refuse("--model", !models.isEmpty(), SERVED_FIXED);
        refuse("--input", !dataSets.isEmpty(), SERVED_FIXED);
        refuseModelOptions(SERVED_FIXED);
        int drawings = bootstrap.bootstrapSamples();
        AppConfig config = configOptions.loadForCluster();
        AtomicBoolean stopped = new AtomicBoolean();
        Optional<List<Section>> sections;
        try (ProgressDisplay progress = startProgress();
                StopSignal stop = StopSignal.onSignal(() -> stopped.set(true))) {
            ServedLists lists = new ServedLists(NamedResults.of(name, configOptions));
            sections = new ServedEvents(config, progress).evaluate(lists, drawings, stopped::get);
        }
        if (sections.isEmpty()) {
            err().println("Stopped: nothing was written.");
            return ExitCode.INTERRUPTED;
        }
        write("Evaluation of the lists of " + name, sections.get());
        return ExitCode.DONE;
    }

    private void write(String title, List<Section> sections) throws IOException {
        ReportWriter.write(
                new EvaluationReport(title, typed(), new Version().getVersion()[0], sections, List.of(), List.of()),
                out);
        for (Section section : sections) {
            say(section.title() + ":");
            section.text().forEach(text -> say("  " + text));
            TextTable.lines(section.table()).forEach(line -> say("  " + line));
        }
        say("Wrote " + out.resolve("report.html") + ", report.md and report.json.");
    }

    private void refuseModelOptions(String why) {
        refuse("--split all", split == EvaluationOptions.EvaluatedPart.ALL, why);
        refuse("--seed", seed != null, why);
        refuse("--baselines", baselines != null, why);
        refuse("--refit-per-crop", refitPerCrop, why);
        refuse("--training-input", !trainingInputs.isEmpty(), why);
    }

    private void refuse(String option, boolean given, String why) {
        if (given) {
            throw usage(option + " does not apply " + why);
        }
    }

    private EvaluationOptions options() {
        boolean nothingToLearnFrom = split == EvaluationOptions.EvaluatedPart.ALL && trainingInputs.isEmpty();
        List<BaselineKind> kinds = kinds(baselines == null ? (nothingToLearnFrom ? NONE : ALL) : baselines);
        if (nothingToLearnFrom && !kinds.isEmpty()) {
            throw usage("--split all leaves no events to fit baselines to: give --training-input, or --baselines none");
        }
        if (split == EvaluationOptions.EvaluatedPart.TEST && !trainingInputs.isEmpty()) {
            throw usage("--training-input needs --split all: with --split test, baselines are fitted to --input");
        }
        return new EvaluationOptions(split, seed, kinds, refitPerCrop, bootstrap.bootstrapSamples());
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
                .orElseThrow(() -> usage("There is no baseline '" + name + "': choose from "
                        + Arrays.stream(BaselineKind.values())
                                .map(BaselineKind::id)
                                .collect(Collectors.joining(", "))
                        + ", or all, or none"));
    }
}
