package io.intentstream.cli;

import io.intentstream.evaluation.HistoricalData;
import io.intentstream.training.DataSet;
import io.intentstream.training.EventLog;
import io.intentstream.training.IntentTraining;
import io.intentstream.training.TrainingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model on a file of historical events. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Train a model on historical events and write its bundle.",
        description = {
            "Reads a file of events, computes the features as the stream does, trains an LSTM to tell after every event"
                    + " whether a purchase follows in the same session, and writes DIR/NAME/VERSION with weights,"
                    + " manifest, held-out figures and a model card.",
            "Takes a few minutes on one core for 100,000 events."
        })
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataSetOptions dataSets;

    @Option(
            names = "--out",
            defaultValue = "model-artifacts",
            paramLabel = "DIR",
            description = "Where bundles lie; default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The model's name.")
    private String name;

    @Option(names = "--model-version", required = true, paramLabel = "VERSION", description = "The model's version.")
    private String version;

    @Option(names = "--data", paramLabel = "TEXT", description = "The data in words, for the model card.")
    private String data;

    @Mixin
    private TrainingChoices choices;

    @Override
    public Integer call() throws Exception {
        for (String part : new String[] {name, version}) {
            if (!part.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'" + part + "' cannot be a folder's name: use letters, digits, '.', '_' and '-'");
            }
        }
        TrainingOptions options = choices.options();
        List<DataSet> sets = new ArrayList<>();
        for (DataSetOptions.DataFile file : dataSets.files()) {
            sets.add(read(file));
        }
        String described = data == null ? sets.stream().map(DataSet::name).collect(Collectors.joining(", ")) : data;
        String code = new Version().getVersion()[0];
        new IntentTraining(options, this::say)
                .run(
                        sets,
                        new IntentTraining.Identity(name, version, described, code),
                        out.resolve(name).resolve(version));
        return ExitCode.DONE.number();
    }

    private DataSet read(DataSetOptions.DataFile file) {
        HistoricalData data = dataSets.read(file);
        EventLog log = data.log();
        say(file.input() + ": read " + log.events() + " events; left out: " + data.malformed() + " malformed lines, "
                + log.rejected() + " invalid, " + log.duplicates() + " duplicate, " + log.withheld()
                + " without consent");
        return new DataSet(data.title(), log);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
