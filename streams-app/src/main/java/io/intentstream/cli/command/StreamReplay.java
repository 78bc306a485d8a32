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
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.StreamFailedException;
import io.intentstream.stream.telemetry.EngineCounters;
import io.intentstream.stream.topics.ApplicationReset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A replay through the stream itself, as an application of its own: its group, state, internal topics and outputs have
 * names under the prefix, so it and the live one know nothing of each other. Ends where the input ended when it began, and
 * deletes then what only a running stream needs.
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
        try (Admin admin = clients.admin();
                StopSignal stop = StopSignal.listen()) {
            ApplicationReset remains = new ApplicationReset(config, admin);
            // From what an earlier replay left that was killed, the stream would go on instead of starting anew.
            remains.delete();
            boolean finished = playAndDelete(remains, stop, say);
            if (!finished) {
                say.accept("Stopped; the topics hold a part of the results. Delete them, and start anew");
                return ExitCode.INTERRUPTED;
            }
        }
        say.accept("Wrote topics " + names.intents() + ", " + names.profiles() + " and " + names.deadLetters());
        return ExitCode.DONE;
    }

    private boolean playAndDelete(ApplicationReset remains, StopSignal stop, Consumer<String> say)
            throws InterruptedException {
        boolean finished;
        try {
            finished = play(remains, stop, say);
        } catch (RuntimeException e) {
            try {
                remains.delete();
            } catch (StreamFailedException left) {
                e.addSuppressed(left); // the next replay deletes it
            }
            throw e;
        }
        remains.delete();
        return finished;
    }

    private boolean play(ApplicationReset remains, StopSignal stop, Consumer<String> say) throws InterruptedException {
        ApplicationReset.UnreadInput backlog = remains.backlog();
        long start = System.nanoTime();
        long lastReport = start;
        try (IntentStream stream = IntentStream.open(config)) {
            stream.start();
            while (remains.left(backlog) > 0) {
                if (stop.await(LOOK)) {
                    return false;
                }
                Optional<StreamFailedException> failure = stream.failure();
                if (failure.isPresent()) {
                    throw failure.get();
                }
                if (System.nanoTime() - lastReport > REPORT.toNanos()) {
                    lastReport = System.nanoTime();
                    progress(backlog.records(), remains.left(backlog), (lastReport - start) / 1e9);
                }
            }
            say.accept(outcome(stream.counters()));
            long repeated = stream.counters().records() - backlog.records();
            if (repeated > 0) {
                say.accept(Plurals.of(repeated, "record")
                        + " of these were worked off again after an aborted transaction; the topics hold their results"
                        + " once");
            }
        }
        return true;
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
