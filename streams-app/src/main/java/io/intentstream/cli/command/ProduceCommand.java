package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.SkippedText;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.InputOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.config.InputFormat;
import io.intentstream.kafka.ClickstreamProducer;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicCheck;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.InputException;
import io.intentstream.offline.input.MalformedLine;
import io.intentstream.offline.input.MalformedLines;
import io.intentstream.offline.input.Playback;
import io.intentstream.schema.ClickEvent;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays a file or the simulator into a topic. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Play a file of events, or simulated shoppers, into the input topic.")
public final class ProduceCommand extends ConsoleCommand {

    @Mixin
    private ConfigOptions configOptions;

    @Mixin
    private InputOptions input;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "Topic to write to. Default: the first of input.topics.")
    private @Nullable String topic;

    @Option(
            names = "--garbage",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Invalid records to add per event, 0 to 1, to see them in the dead-letter topic. Default: 0.")
    private double garbage;

    @Option(
            names = "--live",
            description =
                    "Simulate shoppers who are in the shop now: event times are those of the wall clock, at the pace of"
                            + " --rate, until Ctrl-C or --events.")
    private boolean live;

    @Override
    protected ExitCode run() throws InterruptedException {
        if (live) {
            input.requireLive();
        }
        if (!(garbage >= 0 && garbage <= 1)) {
            throw usage("--garbage is " + garbage + ": it must be from 0 to 1");
        }
        AppConfig config = configOptions.loadForCluster();
        String target = topic == null ? config.inputTopics().get(0) : topic;
        if (config.inputTopics().contains(target)) {
            requireAvro(config.formats().of(target), target);
        }
        try (EventSource source = live ? input.limited(input.openLive(Clock.systemUTC())) : input.open()) {
            Optional<Duration> retention = TopicCheck.retention(KafkaClients.of(config), target);
            return play(source, config, target, retention);
        }
    }

    /** In a topic of another format, every event would become a dead letter. */
    private static void requireAvro(InputFormat format, String target) {
        if (format != InputFormat.CLICKEVENT_AVRO) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "produce writes " + InputFormat.CLICKEVENT_AVRO + ", but the engine reads " + target + " as "
                            + format
                            + ": set input.format." + target + "=" + InputFormat.CLICKEVENT_AVRO
                            + ", or name another topic with --topic");
        }
    }

    private ExitCode play(EventSource source, AppConfig config, String target, Optional<Duration> retention)
            throws InterruptedException {
        err().println("Playing " + (live ? input.describeLive() : input.describe()) + " into " + target);
        Playback playback = live ? input.livePlayback(source) : input.playback(source);
        GarbageMixer mixer = new GarbageMixer(garbage);
        RetentionWarning warning = new RetentionWarning(target, retention, err());
        long start = System.nanoTime();
        try (StopSignal stop = StopSignal.onSignal(playback::stop);
                ClickstreamProducer producer = new ClickstreamProducer(config, target)) {
            long sent;
            AtomicLong sentSoFar = new AtomicLong();
            try (ProgressDisplay progress = startProgress()) {
                try {
                    sent = playback.play(event -> {
                        warning.look(event);
                        producer.send(event);
                        mixer.after(producer);
                        show(progress, sentSoFar.incrementAndGet());
                    });
                } catch (InputException e) {
                    producer.flush();
                    throw new CommandFailed(
                            e.getMessage() + ". " + target + " has received " + Plurals.of(sentSoFar.get(), "event")
                                    + " from before it: playing the file again sends them again",
                            e);
                }
                producer.flush();
            }
            report(sent, mixer.sent(), source, Duration.ofNanos(System.nanoTime() - start), target);
            input.requireEvents(sent, source);
            return stop.wasReceived() ? ExitCode.INTERRUPTED : ExitCode.DONE;
        }
    }

    private void show(ProgressDisplay progress, long sent) {
        OptionalLong total = input.events();
        progress.count("sending", total.isPresent() ? sent / (double) total.getAsLong() : Double.NaN, sent);
    }

    private void report(long sent, long garbageSent, EventSource source, Duration took, String target) {
        MalformedLines malformed = source.malformed();
        double seconds = Math.max(1, took.toMillis()) / 1000.0;
        say(String.format(
                        Locale.ROOT,
                        "Sent %s to %s in %.1f s (%,.0f/s), all confirmed by the brokers",
                        Plurals.of(sent, "event"),
                        target,
                        seconds,
                        sent / seconds)
                + (garbageSent > 0 ? ", and " + Plurals.of(garbageSent, "record") + " of garbage" : "")
                + (malformed.count() > 0 ? "; left out " + Plurals.of(malformed.count(), "malformed line") : "")
                + (source.skipped().isEmpty() ? "" : "; " + SkippedText.of(source.skipped())));
        malformed.first().stream().map(MalformedLine::describe).forEach(err()::println);
    }

    /** Adds invalid records between the events, evenly. */
    private static final class GarbageMixer {
        private static final byte[] GARBAGE = {0x7f, 'g', 'a', 'r', 'b', 'a', 'g', 'e'};

        private final double share;
        private double due;
        private long sent;

        GarbageMixer(double share) {
            this.share = share;
        }

        void after(ClickstreamProducer producer) {
            due += share;
            if (due >= 1) {
                due -= 1;
                sent++;
                producer.sendRaw(GARBAGE, GARBAGE);
            }
        }

        long sent() {
            return sent;
        }
    }

    /** Warns, once, that brokers delete by record timestamp, so old events on an ordinary topic are soon deleted. */
    private static final class RetentionWarning {
        private final String topic;
        private final Optional<Duration> retention;
        private final PrintWriter err;
        private boolean said;

        RetentionWarning(String topic, Optional<Duration> retention, PrintWriter err) {
            this.topic = topic;
            this.retention = retention;
            this.err = err;
        }

        void look(ClickEvent event) {
            if (said || retention.isEmpty()) {
                return;
            }
            Instant oldestKept = Instant.now().minus(retention.get());
            if (event.getEventTime().isBefore(oldestKept)) {
                said = true;
                err.println("Warning: topic " + topic + " keeps records for " + retention.get() + " after their event"
                        + " time, and these events are older: the brokers will delete them soon. Set retention.ms=-1 on"
                        + " the topic to keep them");
            }
        }
    }
}
