package io.intentstream.cli.option;

import io.intentstream.config.AppConfig;
import io.intentstream.offline.replay.ReplaySettings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that replays events: the model, the output folder and the workers. */
public final class ReplayOptions extends OptionGroup {

    private final int mostModels;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "BUNDLE",
            description = "Folder of the model bundle. Default: model.path.")
    private List<Path> models = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Output folder. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads. Default: one per processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /**
     * @param out the default of {@code --out}
     * @param mostModels how often {@code --model} may be given
     */
    public ReplayOptions(String out, int mostModels) {
        this.out = Path.of(out);
        this.mostModels = mostModels;
    }

    /**
     * Checks the values.
     *
     * @throws picocli.CommandLine.ParameterException when one is not allowed
     */
    public void check() {
        if (models.size() > mostModels) {
            throw usage("--model is given " + models.size() + " times: this command takes " + mostModels + " at most");
        }
        if (threads < 1) {
            throw usage("--threads is " + threads + ": it must be 1 or more");
        }
    }

    /** The bundles that were named, or else the one of the settings. */
    public List<Path> models(AppConfig config) {
        return models.isEmpty() ? List.of(config.modelPath()) : models;
    }

    /** The bundles that were named; may be empty. */
    public List<Path> models() {
        return models;
    }

    /** The output folder. */
    public Path out() {
        return out;
    }

    /** Number of worker threads. */
    public int threads() {
        return threads;
    }

    /** How the engine runs in this replay. */
    public ReplaySettings settings(AppConfig config) {
        return new ReplaySettings(config.engine(), config.maxFuture(), threads);
    }
}
