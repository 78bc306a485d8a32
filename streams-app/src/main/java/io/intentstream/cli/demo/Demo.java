package io.intentstream.cli.demo;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.InputOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.config.ConfigLoader;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.MalformedLine;
import io.intentstream.server.http.HttpServerStart;
import io.intentstream.server.prometheus.PrometheusMetrics;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.StreamFailedException;
import io.intentstream.stream.telemetry.EngineCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams.State;

/** Starts the servers and the engine, plays the events, shows what comes of them, and closes everything again. */
final class Demo {

    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final int PARTITIONS = 4;
    private static final long SIMULATED_UNLESS_TOLD = 50_000;

    private final InputOptions input;
    private final DemoCommand.DemoOutput output;
    private final DemoCommand.Servers servers;
    private final Path folder;
    private final Screen screen;
    private final StopSignal stop;

    private final DemoStats counts = new DemoStats();
    private final Highlights highlights = new Highlights();
    private final UserJourneys stories = new UserJourneys();

    Demo(
            InputOptions input,
            DemoCommand.DemoOutput output,
            DemoCommand.Servers servers,
            Path folder,
            Screen screen,
            StopSignal stop) {
        this.input = input;
        this.output = output;
        this.servers = servers;
        this.folder = folder;
        this.screen = screen;
        this.stop = stop;
    }

    ExitCode run() throws IOException, InterruptedException {
        try (EventSource source = source();
                ResultDispatcher audience = ResultDispatcher.open(output, counts, highlights, stories)) {
            screen.line(heading());
            screen.progress("  starting a broker and a schema registry in this process ...");
            try (HttpServerStart http = HttpServerStart.begin(config(Map.of()).http());
                    EmbeddedKafka broker = EmbeddedKafka.start(folder, servers.bootstrapPort, false);
                    EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(folder, servers.registryPort)) {
                AppConfig config = config(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()));
                new DemoTopics(config).create(PARTITIONS);
                return play(http.served(config), http, registry, source, audience);
            }
        }
    }

    private EventSource source() {
        EventSource source = input.open();
        return input.isSimulated() && input.events().isEmpty() ? source.limit(SIMULATED_UNLESS_TOLD) : source;
    }

    /** How many events there will be, as far as that is known before; 0 when it is not. */
    private long expected() {
        return input.events().orElse(input.isSimulated() ? SIMULATED_UNLESS_TOLD : 0);
    }

    private String heading() {
        String count = expected() > 0 ? String.format(Locale.ROOT, "%,d events of ", expected()) : "";
        return "intentstream demo: " + count + input.describe();
    }

    /** @param started where the servers are that the demo has started */
    private AppConfig config(Map<String, String> started) {
        Map<String, String> settings = new LinkedHashMap<>(started);
        settings.put("data.dir", folder.toString());
        settings.put("http.port", "0");
        settings.putAll(servers.settings);
        return new ConfigLoader(homeOnly()).overrides(settings).load();
    }

    /** The demo has servers of its own: settings in the environment are meant for the real ones. */
    private static Map<String, String> homeOnly() {
        String home = System.getenv("INTENTSTREAM_HOME");
        return home == null ? Map.of() : Map.of("INTENTSTREAM_HOME", home);
    }

    private ExitCode play(
            AppConfig config,
            HttpServerStart http,
            EmbeddedSchemaRegistry registry,
            EventSource source,
            ResultDispatcher audience)
            throws IOException, InterruptedException {
        screen.progress("  loading the model " + config.modelPath() + " ...");
        IntentModel model = ModelBundle.load(config.modelPath());
        ModelManifest manifest = model.manifest();
        try (IntentStream stream = new IntentStream(config, model);
                PrometheusMetrics metrics = PrometheusMetrics.of(stream, config);
                DemoResultReader reader = new DemoResultReader(config, view(stream.counters()), audience);
                EventPlayer player = new EventPlayer(config, input.playback(source), counts, stories)) {
            http.serve(stream, config, metrics::scrape);
            stream.start();
            screen.line("broker %s · registry %s · model %s %s · %s"
                    .formatted(
                            config.kafka().get("bootstrap.servers"),
                            registry.url(),
                            manifest.name(),
                            manifest.version(),
                            config.guarantee().kafkaName()));
            http.url().ifPresent(url -> screen.line("page and API " + url));
            screen.line("");
            if (!awaitRunning(stream)) {
                return ExitCode.INTERRUPTED;
            }
            reader.start();
            player.start();
            ExitCode exitCode = watch(new DemoCompletion(counts, stream, player, reader, DemoFolder.log(folder)));
            finish(source);
            return exitCode == ExitCode.DONE && servers.keep ? keep(stream) : exitCode;
        }
    }

    /** Waits until the engine has its partitions, so that no event waits for it; false when the user interrupts. */
    private boolean awaitRunning(IntentStream stream) throws InterruptedException {
        while (stream.state() != State.RUNNING) {
            screen.progress("  starting the engine ...");
            if (stream.failure().isPresent()) {
                throw failed(stream.failure().get());
            }
            if (stop.await(REDRAW)) {
                screen.line("Stopping ...");
                return false;
            }
        }
        return true;
    }

    private CommandFailed failed(StreamFailedException failure) {
        screen.clearProgress();
        return new CommandFailed(failure.getMessage() + " (log: " + DemoFolder.log(folder) + ")", failure);
    }

    private static DemoResultReader.EngineView view(EngineCounters counters) {
        return new DemoResultReader.EngineView() {
            @Override
            public long duplicates() {
                return counters.duplicates();
            }

            @Override
            public long withheld() {
                return counters.withheld();
            }
        };
    }

    /** Shows what happens until every event is accounted for, the user interrupts, or it cannot go on. */
    private ExitCode watch(DemoCompletion ending) throws InterruptedException {
        ProgressLine progress = new ProgressLine(counts, highlights, expected(), screen);
        while (!ending.isDone()) {
            Optional<CommandFailed> reason = ending.failure();
            if (reason.isPresent()) {
                screen.clearProgress();
                throw reason.get();
            }
            if (stop.await(REDRAW)) {
                screen.line("Stopping ...");
                return ExitCode.INTERRUPTED;
            }
            progress.show();
        }
        progress.showLast();
        return ExitCode.DONE;
    }

    private void finish(EventSource source) throws IOException {
        stories.best().ifPresent(story -> {
            screen.line("");
            DemoText.story(story, input.isSimulated()).forEach(screen::line);
        });
        screen.line("");
        if (source.malformed().count() > 0) {
            screen.line("left out of the file, not an event: "
                    + Plurals.of(source.malformed().count(), "line"));
            source.malformed().first().stream().map(MalformedLine::describe).forEach(line -> screen.line("  " + line));
        }
        DemoSummary summary = counts.summary();
        screen.line(summary.line());
        if (output.summary != null) {
            summary.write(output.summary);
        }
        input.requireEvents(counts.eventsSent(), source.malformed());
    }

    private ExitCode keep(IntentStream stream) throws InterruptedException {
        screen.line("Still running, for other clients; Ctrl-C ends it.");
        while (!stop.await(REDRAW)) {
            if (stream.failure().isPresent()) {
                throw new CommandFailed(
                        stream.failure().get().getMessage(), stream.failure().get());
            }
        }
        screen.line("Stopping ...");
        return ExitCode.INTERRUPTED;
    }
}
