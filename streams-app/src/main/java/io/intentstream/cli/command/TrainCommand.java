package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.SkippedText;
import io.intentstream.cli.console.Version;
import io.intentstream.cli.option.DataSetOptions;
import io.intentstream.cli.option.TrainingChoices;
import io.intentstream.offline.evaluation.HistoricalData;
import io.intentstream.offline.training.IntentTraining;
import io.intentstream.offline.training.data.DataSet;
import io.intentstream.offline.training.data.EventLog;
import io.intentstream.offline.training.data.ExportedExamples;
import io.intentstream.offline.training.data.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model on a file of historical events. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Train a model on historical events and write its bundle.",
        description = {
            "Reads a file of events, computes the features as the stream does, trains an LSTM to predict after every event whether"
                    + " a purchase follows in the same session, and writes DIR/NAME/VERSION with weights, manifest,"
                    + " held-out metrics and a model card.",
            "Takes a few minutes on one core for 100,000 events."
        })
public final class TrainCommand extends ConsoleCommand {

    @Mixin
    private DataSetOptions dataSets;

    @Option(
            names = "--examples",
            paramLabel = "DIR",
            description = "Train on examples that 'export' wrote instead of on files of events.")
    private @Nullable Path examples;

    @Option(
            names = "--counts-input",
            paramLabel = "FILE",
            description =
                    "With --conversion-tables: count the events of FILE as well, without learning from them. One for each"
                            + " --format, in the same order. Users who are in an --input are left out.")
    private List<String> countsInputs = List.of();

    @Option(
            names = "--out",
            defaultValue = "model-artifacts",
            paramLabel = "DIR",
            description = "Folder of all bundles. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name of the model.")
    private String name;

    @Option(names = "--model-version", required = true, paramLabel = "VERSION", description = "Version of the model.")
    private String version;

    @Option(names = "--data", paramLabel = "TEXT", description = "Description of the data for the model card.")
    private String data;

    @Mixin
    private TrainingChoices choices;

    @Override
    protected ExitCode run() throws Exception {
        for (String part : new String[] {name, version}) {
            if (!part.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw usage("'" + part + "' cannot be a folder's name: use letters, digits, '.', '_' and '-'");
            }
        }
        TrainingOptions options = choices.options();
        if (options.testDays() < 0) {
            throw usage("--test-days is " + options.testDays() + ": it must be 1 or more");
        }
        Path target = out.resolve(name).resolve(version);
        if (examples == null) {
            if (!countsInputs.isEmpty() && options.testDays() > 0) {
                throw usage(
                        "--counts-input cannot be combined with --test-days: events after the border would be counted");
            }
            if (!countsInputs.isEmpty() && !options.conversionTables()) {
                throw usage("--counts-input does nothing without --conversion-tables: add that option");
            }
            List<DataSet> sets = read(dataSets.files());
            List<DataSet> counted =
                    countsInputs.isEmpty() ? List.of() : read(dataSets.paired("--counts-input", countsInputs));
            IntentTraining.Identity identity = identity(sets);
            train(options, training -> training.run(sets, counted, identity, target));
        } else {
            train(options, target);
        }
        return ExitCode.DONE;
    }

    private void train(TrainingOptions options, Path target) throws IOException {
        if (!dataSets.isEmpty()) {
            throw usage("--examples cannot be combined with --input and --format");
        }
        if (options.testDays() > 0) {
            throw usage("--examples cannot be combined with --test-days: export has split them");
        }
        if (!options.leaveOut().isEmpty() || options.assumeCheckouts() || !countsInputs.isEmpty()) {
            throw usage(
                    "--examples cannot be combined with --leave-out, --assume-checkouts or --counts-input: the examples"
                            + " have their features and events already");
        }
        if (options.conversionTables() || options.fold() != null) {
            throw usage(
                    "--examples cannot be combined with --conversion-tables or --fold: the examples have their features and"
                            + " their parts already");
        }
        ExportedExamples read = ExportedExamples.read(examples);
        if (!read.leftOut().isEmpty()) {
            say("Not learnt from: " + String.join(", ", read.leftOut())
                    + ", which the exporting bundle computed from its counts."
                    + " To learn from such features, train on files of events with --conversion-tables");
        }
        String described = read.about().source() + ", as exported with the features of "
                + read.about().model();
        IntentTraining.Identity identity = identity(described);
        train(options, training -> training.run(read, identity, target));
    }

    private void train(TrainingOptions options, Consumer<IntentTraining> run) {
        try (ProgressDisplay progress = ProgressDisplay.on(out())) {
            run.accept(new IntentTraining(options, progress));
        }
    }

    private IntentTraining.Identity identity(List<DataSet> sets) throws IOException {
        return identity(sets.stream().map(DataSet::name).collect(Collectors.joining(", ")));
    }

    private IntentTraining.Identity identity(String described) throws IOException {
        return new IntentTraining.Identity(
                name, version, data == null ? described : data, new Version().getVersion()[0]);
    }

    private List<DataSet> read(List<DataSetOptions.DataFile> files) {
        return files.stream().map(this::read).toList();
    }

    private DataSet read(DataSetOptions.DataFile file) {
        HistoricalData data = dataSets.read(file);
        EventLog log = data.log();
        say(String.format(
                Locale.ROOT,
                "%s: read %s; left out: %s, %,d invalid, %s, %,d without consent",
                file.input(),
                Plurals.of(log.events(), "event"),
                Plurals.of(data.malformed(), "malformed line"),
                log.rejected(),
                Plurals.of(log.duplicates(), "duplicate"),
                log.withheld()));
        if (!data.skipped().isEmpty()) {
            say("  " + SkippedText.of(data.skipped()));
        }
        return new DataSet(data.title(), log);
    }
}
