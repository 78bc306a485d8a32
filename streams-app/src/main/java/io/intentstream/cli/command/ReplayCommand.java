package io.intentstream.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.SafeText;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.EnumConverter;
import io.intentstream.cli.option.FurtherOptions;
import io.intentstream.cli.option.ReplayOptions;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.offline.replay.FileResults;
import io.intentstream.offline.replay.FurtherOutputs;
import io.intentstream.offline.replay.IngestReport;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCheckpoint;
import io.intentstream.offline.replay.ReplayCounts;
import io.intentstream.offline.replay.ReplayException;
import io.intentstream.offline.replay.ReplaySettings;
import io.intentstream.offline.replay.ResultFormat;
import io.intentstream.offline.replay.ResultSink;
import io.intentstream.offline.replay.topic.TopicResults;
import io.intentstream.wire.SerdeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Processes historical events again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Process historical events again, with any model.",
        description = {
            "",
            "Reads files, or topics without a consumer group, and writes the profiles and intents that the stream writes for the"
                    + " same events, byte for byte: as files in DIR/intents and DIR/profiles, or to topics of their own. It"
                    + " never touches the consumer group, state or topics of the live application.",
            "Where the settings turn them on, it also writes who entered and left audiences (DIR/audience-events), the"
                    + " outcomes of sessions (DIR/session-outcomes), and recommendations (DIR/recommendations). At the end time passes for silent users up to the end of"
                    + " the recording less audience.grace.",
            "A replay that was stopped continues with --resume, which needs the files in DIR.",
            ""
        })
public final class ReplayCommand extends ConsoleCommand {

    /** Converts the value of {@code --out-format}. */
    static final class FormatChoice extends EnumConverter<ResultFormat> {
        FormatChoice() {
            super(ResultFormat.class);
        }
    }

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private ReplayOptions options = new ReplayOptions("replay", 1);

    @Mixin
    private FurtherOptions further = new FurtherOptions();

    @Option(
            names = "--out-format",
            paramLabel = "FORMAT",
            converter = FormatChoice.class,
            description =
                    "Format of the result files: avro, with the bytes of the topics' values; or parquet, with the same"
                            + " values in columns, for tools that read tables. Default: avro.")
    private @Nullable ResultFormat outFormat;

    @Option(
            names = "--intents-only",
            description = "Write no profiles, which need most of the space and some of the time. Only for files.")
    private boolean intentsOnly;

    @Option(
            names = "--to-topics",
            paramLabel = "PREFIX",
            description = "Write to the topics PREFIXpurchase-intents and PREFIXuser-profiles instead, and to"
                    + " PREFIXaudience-events, PREFIXsession-outcomes and PREFIXuser-recommendations where they are"
                    + " turned on. They must be"
                    + " empty; missing ones are created without a retention limit.")
    private @Nullable String prefix;

    @Option(
            names = "--through-kafka",
            description =
                    "Run the stream itself over the topics up to their current end, as application PREFIXreplay with"
                            + " its own state. Needs --to-topics.")
    private boolean throughKafka;

    @Option(names = "--resume", description = "Continue a replay that was stopped.")
    private boolean resume;

    @Override
    protected ExitCode run() throws Exception {
        check();
        if (throughKafka) {
            try (ProgressDisplay progress = startProgress()) {
                return new StreamReplay(configOptions, source, options, further, prefix, progress).run(this::say);
            }
        }
        AppConfig config = prefix == null ? source.load(configOptions) : configOptions.loadForCluster();
        RecordingPlan recording = source.plan(config, err());
        FurtherOutputs outputs = further.outputs(config);
        try (IntentModel loaded = ModelBundle.load(options.models(config).get(0));
                ProgressDisplay progress = startProgress()) {
            ReplaySettings settings = options.settings(config).writing(outputs);
            return replay(new Replay(settings, loaded, progress), recording, config, outputs);
        }
    }

    private void check() {
        source.check();
        options.check();
        if (throughKafka && (prefix == null || source.isFiles() || source.isRange() || resume)) {
            throw usage("--through-kafka replays whole topics: it needs --to-topics, and allows neither --input nor"
                    + " --partitions, --from, --to or --resume");
        }
        if (prefix != null && outFormat != null) {
            throw usage("--out-format is for files: leave it out, or leave out --to-topics");
        }
        if (prefix != null && intentsOnly) {
            throw usage("--intents-only is for files: leave it out, or leave out --to-topics");
        }
        if (prefix != null && !prefix.matches("[A-Za-z0-9._-]{1,200}")) {
            throw usage("--to-topics " + prefix + " can't begin a topic's name: use letters, digits, '.', '_' and '-'");
        }
    }

    private ExitCode replay(Replay replay, RecordingPlan recording, AppConfig config, FurtherOutputs outputs)
            throws InterruptedException, IOException {
        String files = format() + (intentsOnly ? " files of intents" : " files");
        String output = prefix == null ? files : "topics " + prefix;
        ReplayCheckpoint.Job job = replay.job(recording, output);
        long start = System.nanoTime();
        try (ReplayCheckpoint work = workFolder(job);
                StopSignal stop = StopSignal.onSignal(replay::stop);
                ReplayOutput to = output(config, outputs)) {
            Optional<Replay.ReplaySummary> summary = replay.run(recording, work, to.sink(), System.currentTimeMillis());
            if (summary.isEmpty()) {
                say("Stopped. Continue with: " + (resume ? typed() : typed("--resume")));
                return ExitCode.INTERRUPTED;
            }
            report(summary.get(), recording, outputs, (System.nanoTime() - start) / 1e9);
            work.delete();
            say("Wrote " + to.description());
        }
        return ExitCode.DONE;
    }

    private ReplayCheckpoint workFolder(ReplayCheckpoint.Job job) {
        if (resume) {
            return ReplayCheckpoint.resume(options.out(), job);
        }
        ReplayCheckpoint work = ReplayCheckpoint.begin(options.out(), job);
        if (prefix == null) {
            try {
                FileResults.requireNone(options.out());
            } catch (ReplayException e) {
                work.delete();
                throw e;
            }
        }
        return work;
    }

    /** The sink of the results, and the resources to close after it. */
    private record ReplayOutput(ResultSink sink, String description, List<AutoCloseable> resources)
            implements AutoCloseable {
        @Override
        public void close() {
            for (AutoCloseable resource : resources) {
                try {
                    resource.close();
                } catch (Exception e) {
                    throw new CommandFailed("The output can't be closed: " + e.getMessage(), e);
                }
            }
        }
    }

    private ReplayOutput output(AppConfig config, FurtherOutputs outputs) {
        if (prefix == null) {
            FileResults files = new FileResults(options.out(), format(), !intentsOnly, outputs);
            return new ReplayOutput(
                    files, inWords(files.folders().stream().map(Path::toString).toList()), List.of());
        }
        TopicResults.ResultTopicNames names = TopicResults.ResultTopicNames.of(prefix, outputs);
        new TargetTopics(config, names).prepare(source.topics(config), resume);
        TopicResults.ResultSerializers serializers =
                TopicResults.ResultSerializers.of(SerdeSettings.of(config.serde()));
        return new ReplayOutput(
                new TopicResults(KafkaClients.of(config), serializers, names),
                "topics " + inWords(names.written()),
                List.of(serializers));
    }

    private static String inWords(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private ResultFormat format() {
        return outFormat == null ? ResultFormat.AVRO : outFormat;
    }

    private void report(Replay.ReplaySummary summary, RecordingPlan recording, FurtherOutputs outputs, double seconds)
            throws IOException {
        ReplayCounts counts = summary.counts();
        IngestReport ingest = summary.report();
        if (counts.events() == 0) {
            err().println("Warning: there was no event to replay"
                    + (source.isRange() ? " in that range of the topics" : ""));
        }
        say(String.format(
                Locale.ROOT,
                "%s of %s in %.1f s (%,.0f/s): %s, %s profiles, %,d of them late",
                Plurals.of(counts.events(), "event"),
                Plurals.of(counts.users(), "user"),
                seconds,
                counts.events() / Math.max(1e-3, seconds),
                Plurals.of(counts.scored(), "intent"),
                intentsOnly ? "no" : "as many",
                counts.late()));
        report(counts, outputs);
        say(
                recording.inOrder()
                        ? "Each user's events were processed in the order of the recording"
                        : "Each user's events were processed in the order of event time");
        say(String.format(
                Locale.ROOT,
                "Left out: %s, %,d without consent, %s",
                Plurals.of(counts.duplicates(), "duplicate"),
                counts.withheld(),
                LeftOutText.counts(ingest)));
        LeftOutText.details(ingest).forEach(this::say);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(options.out().resolve("summary.json").toFile(), summary);
    }

    private void report(ReplayCounts counts, FurtherOutputs outputs) {
        if (outputs.hasAudiences()) {
            say(String.format(
                    Locale.ROOT,
                    "%s: entered %s, left %s",
                    Plurals.of(outputs.audiences().audiences().size(), "audience"),
                    Plurals.of(counts.entered(), "time"),
                    Plurals.of(counts.exited(), "time")));
        }
        if (outputs.sessionOutcomes()) {
            say(Plurals.of(counts.sessions(), "session") + " ended");
        }
        outputs.recommendations()
                .ifPresent(plan -> say(Plurals.of(counts.lists(), "list") + " of recommendations, with items "
                        + SafeText.of(plan.items().manifest().name() + " "
                                + plan.items().manifest().version())));
    }
}
