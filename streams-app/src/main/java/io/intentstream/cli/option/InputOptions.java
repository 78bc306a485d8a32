package io.intentstream.cli.option;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.EventTimeSorter;
import io.intentstream.offline.input.InputException;
import io.intentstream.offline.input.MalformedLines;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.input.Playback;
import io.intentstream.offline.input.simulator.DisturbedSource;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What to play, a file or the simulator, and how fast; a mixin. */
public final class InputOptions {

    private static final int DEFAULT_USERS = 1_000;
    private static final long DEFAULT_SEED = 42;

    private final boolean lenient;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description =
                    "File of events to play, plain or gzip; '-' is standard input. Without it, a built-in simulator"
                            + " makes up shoppers.")
    private @Nullable String input;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatNames.class,
            description = "The file's format: ${COMPLETION-CANDIDATES}.")
    private @Nullable EventFormat format;

    @Option(
            names = "--as-is",
            description =
                    "Play the file in its own order, not sorted by event time; needs no memory and no waiting. Avro"
                            + " files are played so anyway.")
    private boolean asIs;

    @Option(
            names = "--skip-malformed",
            description =
                    "Leave lines out that are not events, and count them. Without it 'produce' stops at the first such line"
                            + " and names it; 'demo' leaves them out anyway.")
    private boolean skipMalformed;

    @Option(
            names = {"-n", "--events"},
            paramLabel = "N",
            description = "Stop after this many events. Default: the whole file; the simulator has no end.")
    private @Nullable Long events;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "R",
            defaultValue = "0",
            description = "Events a second; 0, the default, is as fast as it goes.")
    private double rate;

    @Option(names = "--users", paramLabel = "N", description = "Simulator: number of shoppers. Default: 1000.")
    private @Nullable Integer users;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Simulator: the same seed gives the same events. Default: 42.")
    private @Nullable Long seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Simulator: time of the first events. Default: 2025-01-06T08:00:00Z.")
    private @Nullable Instant start;

    @Option(
            names = "--duplicates",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Send this part of the events twice, 0 to 1, to try how duplicates are met. Default: 0.")
    private double duplicates;

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Send this part of the events up to an hour late, 0 to 1. Default: 0.")
    private double late;

    /** Options of a command that stops at a line that is no event, unless told otherwise. */
    public InputOptions() {
        this(false);
    }

    private InputOptions(boolean lenient) {
        this.lenient = lenient;
    }

    /** Options for a show: lines that are no events are left out and counted, whatever the user says. */
    public static InputOptions leavingOutMalformed() {
        return new InputOptions(true);
    }

    /** Whether events are made up rather than read. */
    public boolean isSimulated() {
        return input == null;
    }

    /** What is played, for people: the file's name, or that it is simulated. */
    public String describe() {
        return isSimulated() ? "simulated shoppers (" + users() + " users, seed " + seed() + ")" : input;
    }

    /** How many events the user asked for; empty means all. */
    public OptionalLong events() {
        return events == null ? OptionalLong.empty() : OptionalLong.of(events);
    }

    /** The events, in event-time order but for what {@code --as-is} and {@code --late} ask. */
    public EventSource open() {
        check();
        EventSource source = isSimulated() ? simulator() : file();
        if (events != null) {
            source = source.limit(events);
        }
        return duplicates > 0 || late > 0 ? new DisturbedSource(source, duplicates, late, seed()) : source;
    }

    /** Plays a source at the rate that was asked for. */
    public Playback playback(EventSource source) {
        return new Playback(source, rate);
    }

    /**
     * Makes sure that something was played: a file of which no line is an event most likely has another format.
     *
     * @throws CommandFailed when lines were left out and none was played
     */
    public void requireEvents(long played, MalformedLines malformed) {
        if (played == 0 && malformed.count() > 0 && events().orElse(1) > 0) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "No line of " + input + " is an event of format " + format.id() + ": is --format right?");
        }
    }

    private void check() {
        if (!isSimulated() && format == null) {
            throw usage("--input needs --format: " + String.join(", ", new FormatNames()));
        }
        if (isSimulated() && (format != null || asIs || skipMalformed)) {
            throw usage("--format, --as-is and --skip-malformed need --input");
        }
        if (!isSimulated() && (users != null || start != null)) {
            throw usage("--users and --start are the simulator's: leave them out, or leave out --input");
        }
        if (events != null && events < 0) {
            throw usage("--events is " + events + ": it must be 0 or more");
        }
        if (!(rate >= 0)) {
            throw usage("--rate is " + rate + ": it must be 0 or more");
        }
        if (!(duplicates >= 0 && duplicates <= 1 && late >= 0 && late <= 1)) {
            throw usage("--duplicates and --late must be from 0 to 1");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private EventSource simulator() {
        Instant from = start == null ? SimulatorSettings.DEFAULT_START : start;
        return new ShopperSimulator(
                new SimulatorSettings(users(), seed(), from, SimulatorSettings.DEFAULT_SESSIONS_PER_DAY));
    }

    private int users() {
        return users == null ? DEFAULT_USERS : users;
    }

    private long seed() {
        return seed == null ? DEFAULT_SEED : seed;
    }

    private EventSource file() {
        MalformedPolicy policy = lenient || skipMalformed ? MalformedPolicy.SKIP_AND_COUNT : MalformedPolicy.FAIL;
        EventSource source = EventFile.open(input, format, policy);
        return asIs || format.isRecording() ? source : EventTimeSorter.sort(source);
    }

    /** Reads a format's name. */
    public static final class FormatConverter implements ITypeConverter<EventFormat> {
        @Override
        public EventFormat convert(String id) {
            try {
                return EventFormat.of(id);
            } catch (InputException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The formats' names. */
    public static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(EventFormat.values()).map(EventFormat::id).iterator();
        }
    }
}
