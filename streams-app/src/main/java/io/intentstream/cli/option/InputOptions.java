package io.intentstream.cli.option;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.SkippedText;
import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.EventTimeSorter;
import io.intentstream.offline.input.InputException;
import io.intentstream.offline.input.MalformedLines;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.input.Playback;
import io.intentstream.offline.input.simulator.DisturbedSource;
import io.intentstream.offline.input.simulator.LiveShoppers;
import io.intentstream.offline.input.simulator.RecentShoppers;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The source of events to play, a file or the simulator, and the rate; a mixin. */
public final class InputOptions extends OptionGroup {

    private static final double DEFAULT_LIVE_RATE = 50;
    private static final int MOST_LINES_BEFORE_FIRST_EVENT = 10;

    private final boolean lenient;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "File of events to play, plain or gzip; '-' is standard input. Without it, shoppers are"
                    + " simulated.")
    private @Nullable String input;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatNames.class,
            description = "Format of the file: ${COMPLETION-CANDIDATES}.")
    private @Nullable EventFormat format;

    @Mixin
    private MappingOption mapping = new MappingOption();

    @Option(
            names = "--as-is",
            description = "Play the file in its own order, not sorted by event time; saves the memory and time of"
                    + " sorting. Avro files always keep their order.")
    private boolean asIs;

    @Option(
            names = "--skip-malformed",
            description = "Skip and count lines that are not events. Without it, 'produce' stops at the first such line"
                    + " and names it; 'demo' always skips them.")
    private boolean skipMalformed;

    @Option(
            names = {"-n", "--events"},
            paramLabel = "N",
            description = "Stop after this many events. Default: the whole file; the simulator never ends.")
    private @Nullable Long events;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "R",
            description = "Events per second; 0 is as fast as possible. Default: 0, and 50 for live events.")
    private @Nullable Double rate;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "Simulator: number of shoppers. Default: 1000, and 300 for each live event per second.")
    private @Nullable Integer users;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Simulator: random seed; the same seed produces the same events. Default: 42.")
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
            description = "Share of the events to send twice, 0 to 1, to see how duplicates are handled. Default: 0.")
    private double duplicates;

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the events to send up to an hour late, 0 to 1. Default: 0.")
    private double late;

    /** Options of a command that stops at a malformed line unless {@code --skip-malformed} is given. */
    public InputOptions() {
        this(false);
    }

    private InputOptions(boolean lenient) {
        this.lenient = lenient;
    }

    /** Options of a command that always skips and counts malformed lines. */
    public static InputOptions skippingMalformed() {
        return new InputOptions(true);
    }

    /** Whether events are simulated. */
    public boolean isSimulated() {
        return input == null;
    }

    /** Describes the source for people. */
    public String describe() {
        return isSimulated() ? "simulated shoppers (" + Plurals.of(users(), "user") + ", seed " + seed() + ")" : input;
    }

    /** Describes the live events for people. */
    public String describeLive() {
        String pace = new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(liveRate());
        return pace + " events a second by simulated shoppers (shopper-0 to shopper-" + (liveUsers() - 1) + ", seed "
                + seed() + ")";
    }

    /** The number of events the user asked for; empty means all. */
    public OptionalLong events() {
        return events == null ? OptionalLong.empty() : OptionalLong.of(events);
    }

    /** Opens the events, in event-time order except for {@code --as-is} and {@code --late}. */
    public EventSource open() {
        check();
        return disturbed(limited(isSimulated() ? new ShopperSimulator(simulation()) : file()));
    }

    /**
     * Opens simulated events that end at a time, unless the user named the time at which they begin.
     *
     * @param count how many
     */
    public EventSource openRecent(long count, Instant end) {
        check();
        return disturbed(
                start == null && count > 0
                        ? new RecentShoppers(simulation(), count, end)
                        : new ShopperSimulator(simulation()).limit(count));
    }

    /** Opens events that happen when they are taken, by shoppers of the shop that {@link #open} simulates. */
    public EventSource openLive(Clock clock) {
        return disturbed(new LiveShoppers(liveUsers(), seed(), liveRate(), clock));
    }

    /** The first events, as many as the user asked for. */
    public EventSource limited(EventSource source) {
        return events == null ? source : source.limit(events);
    }

    private EventSource disturbed(EventSource source) {
        return duplicates > 0 || late > 0 ? new DisturbedSource(source, duplicates, late, seed()) : source;
    }

    /** Plays a source at the requested rate. */
    public Playback playback(EventSource source) {
        return new Playback(source, rate == null ? 0 : rate);
    }

    /** Plays live events at the requested rate. */
    public Playback livePlayback(EventSource source) {
        return new Playback(source, liveRate());
    }

    private double liveRate() {
        return rate == null ? DEFAULT_LIVE_RATE : rate;
    }

    private int liveUsers() {
        return users == null ? LiveShoppers.shoppersFor(liveRate()) : users;
    }

    /**
     * Checks that the file begins with events, before anything is started: one that begins with other lines most likely has
     * another format. What can be read only once, such as a pipe, is not looked at.
     *
     * @throws CommandFailed when it does not
     */
    public void requireFirstEvent() {
        check();
        if (!isSimulated() && isRegularFile()) {
            try (EventSource source =
                    EventFile.open(input, mapping.of(format), MalformedPolicy.SKIP_AND_COUNT, MalformedPolicy.FAIL)) {
                if (source.next() == null || source.malformed().count() > MOST_LINES_BEFORE_FIRST_EVENT) {
                    throw withoutEvent(source.malformed(), source.skipped());
                }
            }
        }
    }

    private boolean isRegularFile() {
        try {
            return Files.isRegularFile(Path.of(input));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Checks that something was played: a file without a single event most likely has another format.
     *
     * @throws CommandFailed when lines were skipped and none was played
     */
    public void requireEvents(long played, EventSource source) {
        if (played == 0 && source.malformed().count() > 0 && events().orElse(1) > 0) {
            throw withoutEvent(source.malformed(), source.skipped());
        }
    }

    private CommandFailed withoutEvent(MalformedLines malformed, Map<String, Long> skipped) {
        String found = malformed.count() == 0
                ? input + (skipped.isEmpty() ? " is empty" : " holds " + SkippedText.of(skipped))
                        + ": there is no event to play"
                : input + " does not begin with events of format " + format.id() + ": "
                        + malformed.first().get(0).describe();
        return new CommandFailed(ExitCode.FAILED, found + otherFormat());
    }

    /** What to try instead. */
    private String otherFormat() {
        return isRegularFile()
                ? EventFile.guessFormat(input)
                        .map(guess -> ". It looks like --format " + guess.id())
                        .orElse("")
                : "";
    }

    private void check() {
        if (!isSimulated() && format == null) {
            throw usage("--input needs --format: " + String.join(", ", new FormatNames()) + otherFormat());
        }
        if (isSimulated() && (format != null || mapping.isGiven() || asIs || skipMalformed)) {
            throw usage("--format, --mapping, --as-is and --skip-malformed need --input");
        }
        if (!isSimulated() && (users != null || start != null)) {
            throw usage("--users and --start are for the simulator: leave them out, or leave out --input");
        }
        if (events != null && events < 0) {
            throw usage("--events is " + events + ": it must be 0 or more");
        }
        if (rate != null && !(rate >= 0)) {
            throw usage("--rate is " + rate + ": it must be 0 or more");
        }
        if (!(duplicates >= 0 && duplicates <= 1 && late >= 0 && late <= 1)) {
            throw usage("--duplicates and --late must be from 0 to 1");
        }
    }

    /**
     * Checks the pace of live events.
     *
     * @throws picocli.CommandLine.ParameterException when it is 0
     */
    public void requirePace() {
        if (liveRate() == 0) {
            throw usage("--rate is 0: live events need a pace, such as 50 a second");
        }
    }

    /**
     * Checks that there are no options for events of the past.
     *
     * @throws picocli.CommandLine.ParameterException when there are
     */
    public void requireLive() {
        check();
        requirePace();
        if (!isSimulated() || start != null) {
            throw usage("--live simulates events that happen now: leave out --input and --start");
        }
    }

    private SimulatorSettings simulation() {
        Instant from = start == null ? SimulatorSettings.DEFAULT_START : start;
        return new SimulatorSettings(users(), seed(), from, SimulatorSettings.DEFAULT_SESSIONS_PER_DAY);
    }

    private int users() {
        return users == null ? SimulatorSettings.DEFAULT_USERS : users;
    }

    private long seed() {
        return seed == null ? SimulatorSettings.DEFAULT_SEED : seed;
    }

    private EventSource file() {
        MalformedPolicy policy = lenient || skipMalformed ? MalformedPolicy.SKIP_AND_COUNT : MalformedPolicy.FAIL;
        EventSource source = EventFile.open(input, mapping.of(format), policy, MalformedPolicy.FAIL);
        return asIs || format.isRecording() ? source : EventTimeSorter.sort(source);
    }

    /** Converts a format's name. */
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
