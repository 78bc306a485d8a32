package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.EnumConverter;
import io.intentstream.config.AppConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints profiles or intents as they come. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Print profiles or intents as JSON, one a line, as they come.")
public final class TailCommand implements Callable<Integer> {

    /** What can be printed. */
    enum Stream {
        PROFILES,
        INTENTS
    }

    /** Reads what can be printed. */
    static final class StreamChoice extends EnumConverter<Stream> {
        StreamChoice() {
            super(Stream.class);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions configOptions;

    @Parameters(
            paramLabel = "STREAM",
            converter = StreamChoice.class,
            description = "What to print: profiles or intents.")
    private Stream stream;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER_ID",
            description = "Print this user's records only.")
    private @Nullable String user;

    @Option(
            names = {"-b", "--from-beginning"},
            description = "Print what the topic holds already, then what comes.")
    private boolean fromBeginning;

    @Option(
            names = {"-n", "--max"},
            paramLabel = "N",
            description = "Stop after this many records. Default: go on until Ctrl-C.")
    private @Nullable Long max;

    @Option(names = "--no-follow", description = "Stop at the end of what the topic holds now.")
    private boolean noFollow;

    private long printed;

    @Override
    public Integer call() {
        if (max != null && max < 1) {
            throw new ParameterException(spec.commandLine(), "--max is " + max + ": it must be 1 or more");
        }
        AppConfig config = configOptions.loadForCluster();
        String topic = stream == Stream.PROFILES ? config.profilesTopic() : config.intentsTopic();
        TopicCheck.retention(config, topic);
        PrintWriter out = spec.commandLine().getOut();
        try (TopicTailer tail = TopicTailer.open(config, topic, fromBeginning);
                StopSignal stop = StopSignal.onSignal(tail::stop)) {
            tail.read(noFollow, record -> print(record, tail, out));
            return (stop.wasReceived() ? ExitCode.INTERRUPTED : ExitCode.DONE).number();
        }
    }

    /** Prints a record; false when that was the last one wanted, or nobody reads the output any more. */
    private boolean print(ConsumerRecord<byte[], byte[]> record, TopicTailer tail, PrintWriter out) {
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (user != null && !user.equals(key)) {
            return true;
        }
        out.println(tail.json(record, key));
        printed++;
        return !out.checkError() && (max == null || printed < max);
    }
}
