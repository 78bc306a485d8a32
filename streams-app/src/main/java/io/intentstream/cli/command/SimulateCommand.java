package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.files.StagedFile;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.server.json.JsonRecords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the events of simulated shoppers into a file. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write the events of simulated shoppers into a file.",
        description = {
            "",
            "Writes JSON lines that every command with --input reads with --format clickevent-json. Equal options write equal events.",
            ""
        })
public final class SimulateCommand extends ConsoleCommand {

    private static final String STANDARD_OUTPUT = "-";
    private static final int MOST_DAYS = 3_650;

    @Option(names = "--users", paramLabel = "N", description = "Number of shoppers. Default: ${DEFAULT-VALUE}.")
    private int users = SimulatorSettings.DEFAULT_USERS;

    @Option(names = "--days", paramLabel = "D", defaultValue = "7", description = "Days to simulate. Default: 7.")
    private int days;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "File to write; gzip when its name ends with .gz. '-' is standard output.")
    private String out;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Random seed; another seed is another shop. Default: ${DEFAULT-VALUE}.")
    private long seed = SimulatorSettings.DEFAULT_SEED;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Time of the first events. Default: 2025-01-06T08:00:00Z.")
    private Instant start = SimulatorSettings.DEFAULT_START;

    @Option(
            names = "--complements",
            paramLabel = "N",
            description =
                    "Pairs of categories whose products go together, 0 to 10: shoppers who look at phones, say, often go on to headphones. 'associations' finds them."
                            + " Default: ${DEFAULT-VALUE}.")
    private int complements;

    /** What was written. */
    private record Written(long events, int users, boolean complete) {}

    @Override
    protected ExitCode run() throws IOException {
        if (days < 1 || days > MOST_DAYS) {
            throw usage("--days is " + days + ": it must be from 1 to " + MOST_DAYS);
        }
        SimulatorSettings settings =
                new SimulatorSettings(users, seed, start, SimulatorSettings.DEFAULT_SESSIONS_PER_DAY, complements);
        long began = System.nanoTime();
        Written written = out.equals(STANDARD_OUTPUT) ? writeToStandardOutput(settings) : writeFile(settings);
        if (!written.complete()) {
            return ExitCode.INTERRUPTED;
        }
        report(written, (System.nanoTime() - began) / 1e9);
        return ExitCode.DONE;
    }

    private Written writeToStandardOutput(SimulatorSettings settings) throws IOException {
        PrintWriter lines = out();
        Written written = write(settings, lines, lines::checkError);
        lines.flush();
        return written;
    }

    private Written writeFile(SimulatorSettings settings) throws IOException {
        Path target = Path.of(out);
        if (Files.exists(target)) {
            throw new CommandFailed(ExitCode.FAILED, out + " exists already: delete it, or name another --out");
        }
        StagedFile file = new StagedFile(target.toAbsolutePath());
        try {
            Written written;
            try (Writer lines = open(file.path())) {
                written = write(settings, lines, () -> false);
            }
            if (written.complete()) {
                file.publish();
            }
            return written;
        } finally {
            Files.deleteIfExists(file.path());
        }
    }

    private Writer open(Path file) throws IOException {
        OutputStream bytes;
        try {
            bytes = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new CommandFailed(
                    out + " can't be written (" + e + "): does its folder exist, and may you write there?", e);
        }
        return new BufferedWriter(
                new OutputStreamWriter(out.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes, UTF_8));
    }

    /** @param abandoned whether nobody reads the output any more */
    private Written write(SimulatorSettings settings, Writer lines, BooleanSupplier abandoned) throws IOException {
        long from = start.toEpochMilli();
        long length = Duration.ofDays(days).toMillis();
        Set<String> seen = new HashSet<>();
        long events = 0;
        try (StopSignal stop = StopSignal.listen();
                ProgressDisplay progress = startProgress();
                EventSource shop = new ShopperSimulator(settings)) {
            for (ClickEvent event = shop.next(); before(event, from + length); event = shop.next()) {
                if (stop.wasReceived() || abandoned.getAsBoolean()) {
                    return new Written(events, seen.size(), false);
                }
                lines.write(JsonRecords.line(event));
                lines.write('\n');
                seen.add(event.getUserId());
                double part = (event.getEventTime().toEpochMilli() - from) / (double) length;
                progress.count("simulating", part, ++events);
            }
        }
        return new Written(events, seen.size(), true);
    }

    private static boolean before(ClickEvent event, long end) {
        return event.getEventTime().toEpochMilli() < end;
    }

    private void report(Written written, double seconds) {
        String line = String.format(
                Locale.ROOT,
                "Wrote %s of %s in %s to %s in %.1f s",
                Plurals.of(written.events(), "event"),
                Plurals.of(written.users(), "user"),
                Plurals.of(days, "day"),
                out.equals(STANDARD_OUTPUT) ? "standard output" : out,
                seconds);
        if (out.equals(STANDARD_OUTPUT)) {
            err().println(line);
        } else {
            say(line + ". Its format is clickevent-json");
        }
    }
}
