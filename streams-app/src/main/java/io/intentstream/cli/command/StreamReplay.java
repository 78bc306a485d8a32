package io.intentstream.cli.command;

import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.EnumConverter;
import io.intentstream.cli.option.FurtherOptions;
import io.intentstream.cli.option.ReplayOptions;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicCheck;
import io.intentstream.offline.replay.topic.TopicResults;
import io.intentstream.stream.BoundedRun;
import io.intentstream.stream.telemetry.EngineCounters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A replay through the stream itself, as an application of its own: its group, state, internal topics and outputs have
 * names with the prefix, so it does not affect the live application.
 */
final class StreamReplay {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

    private final AppConfig config;
    private final TopicResults.ResultTopicNames names;
    private final ProgressDisplay progress;

    StreamReplay(
            ConfigOptions configOptions,
            SourceOptions source,
            ReplayOptions options,
            FurtherOptions further,
            String prefix,
            ProgressDisplay progress) {
        AppConfig live = configOptions.loadForCluster();
        Optional<Path> audiences = further.audiences(live);
        Optional<Path> items = further.items(live);
        this.names = new TopicResults.ResultTopicNames(
                prefix, audiences.isPresent(), live.topics().sessionOutcomes().isPresent(), items.isPresent());
        this.progress = progress;
        Map<String, String> own = new HashMap<>();
        own.put("application.id", prefix + "replay");
        own.put("profiles.topic", names.profiles());
        own.put("intents.topic", names.intents());
        own.put("dead.letter.topic", names.deadLetters());
        own.put("control.topic", "none");
        audiences.ifPresent(path -> own.put("audiences.path", path.toString()));
        names.audienceEvents().ifPresent(topic -> own.put("audience.events.topic", topic));
        own.put("session.outcomes.topic", names.sessionOutcomes().orElse("none"));
        items.ifPresent(folder -> own.put("items.path", folder.toString()));
        own.put("recommendations.topic", names.recommendations().orElse("none"));
        own.put("recommendations.emit", EnumConverter.word(further.emit(live)));
        own.put("data.dir", options.out().toString());
        own.put("num.stream.threads", String.valueOf(options.threads()));
        own.put("processing.guarantee", "exactly_once_v2");
        own.put("main.consumer.auto.offset.reset", "earliest");
        options.models().forEach(model -> own.put("model.path", model.toString()));
        List<String> inputs = source.topics(live);
        own.put("input.topics", String.join(",", inputs));
        this.config = configOptions.loadForCluster(own);
    }

    ExitCode run(Consumer<String> say) throws InterruptedException {
        KafkaClients clients = KafkaClients.of(config);
        config.inputTopics().forEach(topic -> TopicCheck.retention(clients, topic));
        new TargetTopics(config, names).prepare(config.inputTopics(), false);
        try (StopSignal stop = StopSignal.listen()) {
            if (!BoundedRun.run(config, new Console(stop, progress, say))) {
                say.accept("Stopped; the topics hold a part of the results. Delete them, and start again");
                return ExitCode.INTERRUPTED;
            }
        }
        say.accept("Wrote topics " + String.join(", ", names.written()) + " and " + names.deadLetters());
        return ExitCode.DONE;
    }

    /** Shows the progress, and ends the run on a signal. */
    private record Console(StopSignal stop, ProgressDisplay progress, Consumer<String> say)
            implements BoundedRun.Observer {
        @Override
        public boolean awaitNextLook(long records, long left) throws InterruptedException {
            long done = records - left;
            progress.count("replaying", done / (double) Math.max(1, records), done);
            return !stop.await(CHECK_INTERVAL);
        }

        @Override
        public void finished(long records, EngineCounters counters) {
            say.accept(outcome(counters));
            long repeated = counters.records() - records;
            if (repeated > 0) {
                say.accept(Plurals.of(repeated, "record")
                        + " of these were processed again after an aborted transaction; the topics hold their results"
                        + " once");
            }
        }
    }

    private static String outcome(EngineCounters counters) {
        return String.format(
                Locale.ROOT,
                "%s: %s, as many profiles, %,d of them late; left out: %s, %,d without consent, %,d skipped, %s",
                Plurals.of(counters.records(), "record"),
                Plurals.of(counters.scored(), "intent"),
                counters.late(),
                Plurals.of(counters.duplicates(), "duplicate"),
                counters.withheld(),
                counters.skipped(),
                Plurals.of(counters.deadLetters(), "dead letter"));
    }
}
