package io.intentstream.cli.command;

import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicCheck;
import io.intentstream.offline.replay.topic.TopicResults;
import io.intentstream.stream.BoundedRun;
import io.intentstream.stream.telemetry.EngineCounters;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A replay through the stream itself, as an application of its own: its group, state, internal topics and outputs have
 * names with the prefix, so it does not affect the live application.
 */
final class StreamReplay {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration REPORT = Duration.ofSeconds(5);

    private final AppConfig config;
    private final TopicResults.ResultTopicNames names;
    private final PrintWriter err;

    StreamReplay(
            ConfigOptions configOptions,
            SourceOptions source,
            @Nullable Path model,
            String prefix,
            Path out,
            int threads,
            PrintWriter err) {
        this.names = new TopicResults.ResultTopicNames(prefix);
        this.err = err;
        Map<String, String> own = new HashMap<>();
        own.put("application.id", prefix + "replay");
        own.put("profiles.topic", names.profiles());
        own.put("intents.topic", names.intents());
        own.put("dead.letter.topic", names.deadLetters());
        own.put("control.topic", "none");
        own.put("data.dir", out.toString());
        own.put("num.stream.threads", String.valueOf(threads));
        own.put("processing.guarantee", "exactly_once_v2");
        own.put("auto.offset.reset", "earliest");
        if (model != null) {
            own.put("model.path", model.toString());
        }
        List<String> inputs = source.topics(configOptions.loadForCluster());
        own.put("input.topics", String.join(",", inputs));
        this.config = configOptions.loadForCluster(own);
    }

    ExitCode run(Consumer<String> say) throws InterruptedException {
        KafkaClients clients = KafkaClients.of(config);
        config.inputTopics().forEach(topic -> TopicCheck.retention(clients, topic));
        new TargetTopics(config, names).prepare(config.inputTopics(), false);
        try (StopSignal stop = StopSignal.listen()) {
            if (!BoundedRun.run(config, new Console(stop, say))) {
                say.accept("Stopped; the topics hold a part of the results. Delete them, and start again");
                return ExitCode.INTERRUPTED;
            }
        }
        say.accept("Wrote topics " + names.intents() + ", " + names.profiles() + " and " + names.deadLetters());
        return ExitCode.DONE;
    }

    /** Shows the progress, and ends the run on a signal. */
    private final class Console implements BoundedRun.Observer {
        private final StopSignal stop;
        private final Consumer<String> say;
        private final long start = System.nanoTime();
        private long lastReport = start;

        Console(StopSignal stop, Consumer<String> say) {
            this.stop = stop;
            this.say = say;
        }

        @Override
        public boolean awaitNextLook(long records, long left) throws InterruptedException {
            if (System.nanoTime() - lastReport > REPORT.toNanos()) {
                lastReport = System.nanoTime();
                progress(records, left, (lastReport - start) / 1e9);
            }
            return !stop.await(LOOK);
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

        private void progress(long all, long left, double seconds) {
            long done = all - left;
            err.printf(
                    Locale.ROOT,
                    "replaying: %.0f %%, %,d records, %,.0f/s, about %,.0f s left%n",
                    100.0 * done / Math.max(1, all),
                    done,
                    done / seconds,
                    left * seconds / Math.max(1, done));
            err.flush();
        }
    }

    private static String outcome(EngineCounters counters) {
        return String.format(
                Locale.ROOT,
                "%s: %s, as many profiles, %,d of them late; left out: %s, %,d without consent, %s",
                Plurals.of(counters.records(), "record"),
                Plurals.of(counters.scored(), "intent"),
                counters.late(),
                Plurals.of(counters.duplicates(), "duplicate"),
                counters.withheld(),
                Plurals.of(counters.deadLetters(), "dead letter"));
    }
}
