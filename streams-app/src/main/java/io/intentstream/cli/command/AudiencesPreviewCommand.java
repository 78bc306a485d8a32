package io.intentstream.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.console.AudiencePreviewText;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.config.AudienceFile;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.files.FileTree;
import io.intentstream.offline.audience.AudiencePreview;
import io.intentstream.offline.audience.PreviewResults;
import io.intentstream.offline.replay.FurtherOutputs;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCheckpoint;
import io.intentstream.offline.replay.ReplaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what audiences would have been on past events. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what audiences would have been on past events.",
        description = {
            "",
            "Replays events of files or topics with the audiences of FILE, and shows for each audience its size by day, who"
                    + " entered and left, how long they stayed, which audiences have common members, and whether users buy"
                    + " within 24 hours of entering more often than everybody who was active on the same days. Writes nothing.",
            ""
        })
public final class AudiencesPreviewCommand extends ConsoleCommand {

    @Parameters(paramLabel = "FILE", description = "The file of audiences (YAML).")
    private Path file;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "BUNDLE",
            description = "Folder of the model bundle. Default: model.path.")
    private @Nullable Path model;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads. Default: one per processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print a JSON object instead of tables, for programs.")
    private boolean json;

    @Override
    protected ExitCode run() throws InterruptedException, IOException {
        source.check();
        if (threads < 1) {
            throw usage("--threads is " + threads + ": it must be 1 or more");
        }
        AudienceSet audiences = AudienceFile.read(file);
        AppConfig config = source.load(configOptions);
        RecordingPlan recording = source.plan(config, err());
        Path folder = Files.createTempDirectory("intentstream-preview-");
        try (IntentModel loaded = ModelBundle.load(model == null ? config.modelPath() : model);
                ProgressDisplay progress = startProgress()) {
            FurtherOutputs time = new FurtherOutputs(audiences, false, Duration.ZERO);
            ReplaySettings settings = new ReplaySettings(config.engine(), config.maxFuture(), threads).writing(time);
            return preview(new Replay(settings, loaded, progress), recording, audiences, folder);
        } finally {
            FileTree.delete(folder);
        }
    }

    private ExitCode preview(Replay replay, RecordingPlan recording, AudienceSet audiences, Path folder)
            throws InterruptedException, IOException {
        PreviewResults results = new PreviewResults(audiences);
        try (ReplayCheckpoint work = ReplayCheckpoint.begin(folder, replay.job(recording, "a preview"));
                StopSignal stop = StopSignal.onSignal(replay::stop)) {
            Optional<Replay.ReplaySummary> summary = replay.run(recording, work, results, System.currentTimeMillis());
            if (summary.isEmpty()) {
                err().println("Stopped.");
                return ExitCode.INTERRUPTED;
            }
            print(results.preview());
            warn(summary.get());
            return ExitCode.DONE;
        }
    }

    private void print(AudiencePreview preview) throws IOException {
        if (json) {
            say(new ObjectMapper().writeValueAsString(preview));
        } else {
            AudiencePreviewText.lines(preview).forEach(this::say);
        }
    }

    private void warn(Replay.ReplaySummary summary) {
        long leftOut = summary.report().rejections() + summary.report().malformed();
        if (leftOut > 0) {
            err().println("Warning: " + Plurals.of(leftOut, "record") + " that are no events were left out");
        }
        if (summary.counts().events() == 0) {
            err().println("Warning: there was no event");
        }
    }
}
