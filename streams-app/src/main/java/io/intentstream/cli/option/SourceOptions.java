package io.intentstream.cli.option;

import io.intentstream.cli.console.Plurals;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.replay.FilePlan;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.topic.Bound;
import io.intentstream.offline.replay.topic.RecordedTopics;
import io.intentstream.offline.replay.topic.TopicRange;
import io.intentstream.schema.ClickEvent;
import io.intentstream.wire.SerdeSettings;
import io.intentstream.wire.ValueReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Where events of the past are: files, or topics; a mixin. */
public final class SourceOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "File of events, plain or gzip; repeatable, all of one format; '-' is standard input."
                    + " Without it, events come from topics.")
    private List<String> inputs = List.of();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = InputOptions.FormatConverter.class,
            completionCandidates = InputOptions.FormatNames.class,
            description = "The files' format: ${COMPLETION-CANDIDATES}.")
    private @Nullable EventFormat format;

    @Option(
            names = "--as-is",
            description = "Take events in the order of the files. Without it they are taken in the order of event time,"
                    + " as 'produce' plays them. Avro files are recordings: their order is that of arrival anyway.")
    private boolean asIs;

    @Option(names = "--skip-malformed", description = "Leave lines out that are not events, and count them.")
    private boolean skipMalformed;

    @Option(
            names = "--skip-corrupt",
            description =
                    "Leave damaged parts of files out, and report them, instead of stopping there: blocks of Avro files;"
                            + " of a gzip file all that follows the damage.")
    private boolean skipCorrupt;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "Topic of events; repeatable. Default: input.topics.")
    private List<String> topics = List.of();

    @Option(
            names = "--partitions",
            split = ",",
            paramLabel = "N",
            description = "Only these partitions of the topics, by commas.")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME|OFFSET",
            converter = BoundConverter.class,
            description = "First record of each partition: the first whose timestamp is TIME or later, such as"
                    + " 2025-01-31T00:00:00Z, or the one at OFFSET. Users start without what they did before, so for results as they were"
                    + " served begin where the live application began. Default: the beginning.")
    private Bound from = new Bound.Unbounded();

    @Option(
            names = "--to",
            paramLabel = "TIME|OFFSET",
            converter = BoundConverter.class,
            description = "Record behind the last, told likewise. Default: the end as it is now.")
    private Bound to = new Bound.Unbounded();

    /** Whether events come from files, so that no cluster is needed. */
    public boolean isFiles() {
        return !inputs.isEmpty();
    }

    /** The topics to read. */
    public List<String> topics(AppConfig config) {
        return topics.isEmpty() ? config.inputTopics() : topics;
    }

    /** What is read, for people. */
    public String describe(AppConfig config) {
        return isFiles()
                ? inputs.stream()
                        .map(input -> input.substring(input.lastIndexOf('/') + 1))
                        .collect(Collectors.joining(", "))
                : String.join(", ", topics(config));
    }

    /** Whether a part of the topics is asked for. */
    public boolean isRange() {
        return !partitions.isEmpty() || !(from instanceof Bound.Unbounded) || !(to instanceof Bound.Unbounded);
    }

    /**
     * What is to be read.
     *
     * @throws ParameterException when options do not go together
     */
    public RecordingPlan plan(AppConfig config) {
        check();
        if (isFiles()) {
            return new FilePlan(inputs, format, asIs, policy(skipMalformed), policy(skipCorrupt));
        }
        Set<Integer> numbers = new TreeSet<>(partitions);
        return new RecordedTopics(
                KafkaClients.of(config),
                () -> ValueReader.open(
                        ClickEvent.class,
                        SerdeSettings.of(config.serde()),
                        config.serde().registryWait()),
                new TopicRange(topics(config), numbers, from, to),
                config.inputKeyedByUser());
    }

    /**
     * Tells of records that are not read though the live application may have read them.
     *
     * @param err where to
     */
    public static void warnOfUnread(RecordingPlan recording, PrintWriter err) {
        if (recording instanceof RecordedTopics topics) {
            RecordedTopics.Unread unread = topics.unread();
            if (unread.deleted() > 0) {
                err.println("Warning: the brokers have deleted up to " + Plurals.of(unread.deleted(), "record")
                        + " of the range already: users start without what these held");
            }
            if (unread.skipped() > 0) {
                err.println("Warning: " + Plurals.of(unread.skipped(), "record")
                        + " of the topics before the range are not read: users start without that history, so results"
                        + " differ from those that were served. Leave out --from for the same");
            }
            err.flush();
        }
    }

    /** Whether events come from standard input, which can be read once. */
    public boolean isStandardInput() {
        return inputs.contains(EventFile.STANDARD_INPUT);
    }

    /**
     * Looks whether the options go together.
     *
     * @throws ParameterException when they do not
     */
    public void check() {
        if (isFiles() && format == null) {
            throw usage("--input needs --format: " + String.join(", ", new InputOptions.FormatNames()));
        }
        if (isFiles() && (!topics.isEmpty() || isRange())) {
            throw usage("--topic, --partitions, --from and --to are for topics: leave them out, or leave out --input");
        }
        if (from instanceof Bound.AtTime first
                        && to instanceof Bound.AtTime last
                        && !first.time().isBefore(last.time())
                || from instanceof Bound.AtOffset start
                        && to instanceof Bound.AtOffset end
                        && start.offset() >= end.offset()) {
            throw usage("--from " + from + " to " + to + " holds nothing: --to names the record behind the last one");
        }
        if (!isFiles() && (format != null || asIs || skipMalformed || skipCorrupt)) {
            throw usage("--format, --as-is, --skip-malformed and --skip-corrupt need --input");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static MalformedPolicy policy(boolean skip) {
        return skip ? MalformedPolicy.SKIP_AND_COUNT : MalformedPolicy.FAIL;
    }

    static final class BoundConverter implements ITypeConverter<Bound> {
        @Override
        public Bound convert(String text) {
            try {
                return Bound.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
