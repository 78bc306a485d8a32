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
import io.intentstream.wire.format.EventReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The source of historical events, files or topics; a mixin. */
public final class SourceOptions extends OptionGroup {

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description =
                    "File of events, plain or gzip; '-' is standard input. Repeat it for more files, all of the same"
                            + " format. Without it, events are read from topics.")
    private List<String> inputs = List.of();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = InputOptions.FormatConverter.class,
            completionCandidates = InputOptions.FormatNames.class,
            description = "Format of the files: ${COMPLETION-CANDIDATES}.")
    private @Nullable EventFormat format;

    @Mixin
    private MappingOption mapping = new MappingOption();

    @Option(
            names = "--as-is",
            description = "Process events in the order of the files. Without it they are sorted by event time, as"
                    + " 'produce' does. Avro files are recordings and always keep their order, the order of arrival.")
    private boolean asIs;

    @Option(names = "--skip-malformed", description = "Skip and count lines that are not events.")
    private boolean skipMalformed;

    @Option(
            names = "--skip-corrupt",
            description = "Skip and report damaged parts of files instead of stopping there: blocks of an Avro file, or"
                    + " everything after the damage in a gzip file.")
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
            description = "Read only these partitions of the topics; separate them by commas.")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME|OFFSET",
            converter = BoundConverter.class,
            description = "First record of each partition: the first one with a timestamp of TIME or later, such as"
                    + " 2025-01-31T00:00:00Z, or the one at OFFSET. Users start without earlier events: to reproduce the"
                    + " results that were served, begin where the live application began. Default: the beginning.")
    private Bound from = new Bound.Unbounded();

    @Option(
            names = "--to",
            paramLabel = "TIME|OFFSET",
            converter = BoundConverter.class,
            description = "First record that is no longer read, given in the same way. Default: the current end.")
    private Bound to = new Bound.Unbounded();

    /** Whether events come from files, so that no cluster is needed. */
    public boolean isFiles() {
        return !inputs.isEmpty();
    }

    /** The topics to read. */
    public List<String> topics(AppConfig config) {
        return topics.isEmpty() ? config.inputTopics() : topics;
    }

    /** Names of the files or topics, for reports. */
    public String describe(AppConfig config) {
        return isFiles()
                ? inputs.stream()
                        .map(input -> input.substring(input.lastIndexOf('/') + 1))
                        .collect(Collectors.joining(", "))
                : String.join(", ", topics(config));
    }

    /** Whether only a part of the topics is read. */
    public boolean isRange() {
        return !partitions.isEmpty() || !(from instanceof Bound.Unbounded) || !(to instanceof Bound.Unbounded);
    }

    /** The settings that the source needs: files need no cluster. */
    public AppConfig load(ConfigOptions options) {
        return isFiles() ? options.load() : options.loadForCluster();
    }

    /**
     * Plans what is read. Prints a warning when records that the live application may have read are not part of it.
     *
     * @param err for warnings
     * @throws ParameterException when options do not go together
     */
    public RecordingPlan plan(AppConfig config, PrintWriter err) {
        RecordingPlan plan = plan(config);
        if (plan instanceof RecordedTopics recorded) {
            warnOfUnread(recorded.unread(), err);
        }
        return plan;
    }

    private RecordingPlan plan(AppConfig config) {
        check();
        if (isFiles()) {
            EventFile.requireNoneTwice(inputs);
            return new FilePlan(inputs, mapping.of(format), asIs, policy(skipMalformed), policy(skipCorrupt));
        }
        Set<Integer> numbers = new TreeSet<>(partitions);
        return new RecordedTopics(
                KafkaClients.of(config),
                () -> EventReader.open(config, topics(config)),
                new TopicRange(topics(config), numbers, from, to),
                config.inputKeyedByUser());
    }

    private static void warnOfUnread(RecordedTopics.Unread unread, PrintWriter err) {
        if (unread.deleted() > 0) {
            err.println("Warning: the brokers have already deleted up to " + Plurals.of(unread.deleted(), "record")
                    + " of the range: users start without these events");
        }
        if (unread.skipped() > 0) {
            err.println("Warning: " + Plurals.of(unread.skipped(), "record")
                    + " of the topics before the range are not read: users start without these events, so results"
                    + " differ from those that were served. Leave out --from to reproduce them");
        }
    }

    /** Whether some events come from standard input or a pipe, which can be read only once. */
    public boolean isReadOnce() {
        return inputs.stream().anyMatch(EventFile::isReadOnce);
    }

    /**
     * Checks that the options go together.
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
            throw usage("--from " + from + " to " + to
                    + " is an empty range: --to names the first record that is no longer read");
        }
        if (!isFiles() && (format != null || mapping.isGiven() || asIs || skipMalformed || skipCorrupt)) {
            throw usage("--format, --mapping, --as-is, --skip-malformed and --skip-corrupt need --input");
        }
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
