package io.intentstream.cli.demo;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.InputOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything in one process, without external servers. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Run everything in this process and show the results.",
        description = {
            "",
            "Starts a Kafka broker and a schema registry in the process, plays a clickstream, and shows profiles and purchase"
                    + " intents as they arrive. Without --input the clickstream is simulated. With --keep it goes on live,"
                    + " and other clients can connect.",
            ""
        })
public final class DemoCommand extends ConsoleCommand {

    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(2);

    @Mixin
    private InputOptions input = InputOptions.skippingMalformed();

    @ArgGroup(exclusive = false, validate = false, heading = "%nOutput files:%n")
    private DemoOutput output = new DemoOutput();

    @ArgGroup(exclusive = false, validate = false, heading = "%nServers:%n")
    private Servers servers = new Servers();

    /** Files to write. */
    static final class DemoOutput {
        @Option(names = "--summary", paramLabel = "FILE", description = "Write the summary as JSON.")
        @Nullable
        Path summary;

        @Option(names = "--intents", paramLabel = "FILE", description = "Write all intents as JSON lines.")
        @Nullable
        Path intents;

        @Option(names = "--profiles", paramLabel = "FILE", description = "Write all profiles as JSON lines.")
        @Nullable
        Path profiles;

        /** Checks before anything starts that the files can be written. */
        private void check() {
            Map<Path, String> options = new LinkedHashMap<>();
            check("--summary", summary, options);
            check("--intents", intents, options);
            check("--profiles", profiles, options);
        }

        private static void check(String option, @Nullable Path file, Map<Path, String> options) {
            if (file == null) {
                return;
            }
            Path path = file.toAbsolutePath().normalize();
            String other = options.put(path, option);
            if (other != null) {
                throw new CommandFailed(ExitCode.USAGE, other + " and " + option + " both name " + file);
            }
            if (Files.isDirectory(path)) {
                throw new CommandFailed(ExitCode.USAGE, option + ": " + file + " is a folder; name a file");
            }
            if (!Files.isWritable(Files.exists(path) ? path : path.getParent())) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        option + ": " + file + " can't be written; does its folder exist, and may you write there?");
            }
        }
    }

    /** The servers in the process. */
    static final class Servers {
        @Option(
                names = "--bootstrap-port",
                paramLabel = "PORT",
                defaultValue = "0",
                description = "Port of the broker. Default: any free port.")
        int bootstrapPort;

        @Option(
                names = "--registry-port",
                paramLabel = "PORT",
                defaultValue = "0",
                description = "Port of the schema registry. Default: any free port.")
        int registryPort;

        @Option(
                names = "--keep",
                description =
                        "Keep everything running until Ctrl-C. Simulated shoppers first play a burst that ends now, as"
                                + " fast as possible, and then go on live, at --rate. After a file, nothing more is played.")
        boolean keep;

        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                description = "Folder in which topics, state and log are kept. Without it they are deleted at the end.")
        @Nullable
        Path dataDir;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description = "A setting of the engine, see docs/configuration.md; repeatable.")
        Map<String, String> settings = new LinkedHashMap<>();

        /** The demo sets its own servers and folder. */
        private void check() {
            Map.of(
                            "bootstrap.servers", "--bootstrap-port",
                            "schema.registry.url", "--registry-port",
                            "data.dir", "--data-dir")
                    .forEach((key, option) -> {
                        if (settings.containsKey(key)) {
                            throw new CommandFailed(
                                    ExitCode.USAGE,
                                    "--set " + key
                                            + ": the demo sets it to the servers and folder that it starts itself; see "
                                            + option + ", or use 'intentstream run' with servers of your own");
                        }
                    });
        }
    }

    /** The log is in the demo's folder, which there is only later. */
    @Override
    protected void startLogging() {}

    @Override
    protected ExitCode run() throws Exception {
        requirePort("--bootstrap-port", servers.bootstrapPort);
        requirePort("--registry-port", servers.registryPort);
        servers.check();
        output.check();
        ProgressDisplay display = ProgressDisplay.on(out(), PLAIN_INTERVAL);
        try (StopSignal stop = StopSignal.onSignal(() -> display.say("Stopping ..."));
                DemoFolder folder = DemoFolder.at(servers.dataDir)) {
            folder.logHere();
            return run(folder, display, stop);
        }
    }

    /** While the process ends, Kafka's classes can't load: they register shutdown hooks, which Java then refuses. */
    private ExitCode run(DemoFolder folder, ProgressDisplay display, StopSignal stop)
            throws IOException, InterruptedException {
        try {
            return new Demo(input, output, servers, folder, Clock.systemUTC(), display, stop).run();
        } catch (RuntimeException | LinkageError e) {
            if (stop.wasReceived()) {
                return ExitCode.INTERRUPTED;
            }
            throw e;
        }
    }

    private static void requirePort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new CommandFailed(ExitCode.USAGE, option + ": " + port + " is not a port; allowed: 0 to 65535");
        }
    }
}
