package io.intentstream.cli.demo;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.InputOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.config.ConfigLoader;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.MalformedLine;
import io.intentstream.server.http.HttpServerStart;
import io.intentstream.server.prometheus.PrometheusMetrics;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.StreamFailedException;
import io.intentstream.stream.topics.TopicPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams.State;

/** Starts the servers and the engine, plays the events, shows the results, and closes everything again. */
final class Demo {

    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final int PARTITIONS = 4;
    private static final long DEFAULT_SIMULATED_EVENTS = 50_000;

    private final InputOptions input;
    private final DemoCommand.DemoOutput output;
    private final DemoCommand.Servers servers;
    private final Path folder;
    private final ProgressDisplay display;
    private final StopSignal stop;

    private final DemoStats counts = new DemoStats();
    private final UserJourneys journeys = new UserJourneys();

    Demo(
            InputOptions input,
            DemoCommand.DemoOutput output,
            DemoCommand.Servers servers,
            Path folder,
            ProgressDisplay display,
            StopSignal stop) {
        this.input = input;
        this.output = output;
        this.servers = servers;
        this.folder = folder;
        this.display = display;
        this.stop = stop;
    }

    ExitCode run() throws IOException, InterruptedException {
        try (EventSource source = source();
                DemoResults results = new DemoResults(output, counts, journeys)) {
            display.say(heading());
            display.status("  starting a broker and a schema registry in this process ...");
            try (HttpServerStart http = HttpServerStart.begin(config(Map.of()).http());
                    EmbeddedKafka broker = EmbeddedKafka.start(folder, servers.bootstrapPort, false);
                    EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(folder, servers.registryPort)) {
                AppConfig config = config(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()));
                createTopics(config);
                return play(http.served(config), http, registry, source, results);
            }
        }
    }

    /** Topics keep their records for ever, since played events are old. */
    private static void createTopics(AppConfig config) {
        TopicPlan.Sizing sizing = new TopicPlan.Sizing(PARTITIONS, Optional.of((short) 1), Optional.empty());
        try (Admin admin = KafkaClients.of(config).admin()) {
            TopicPlan.of(config, sizing).create(admin);
        }
    }

    private EventSource source() {
        EventSource source = input.open();
        return input.isSimulated() && input.events().isEmpty() ? source.limit(DEFAULT_SIMULATED_EVENTS) : source;
    }

    /** The number of events to play; 0 when it is not known. */
    private long expected() {
        return input.events().orElse(input.isSimulated() ? DEFAULT_SIMULATED_EVENTS : 0);
    }

    private String heading() {
        String count = expected() > 0 ? String.format(Locale.ROOT, "%,d events of ", expected()) : "";
        return "intentstream demo: " + count + input.describe();
    }

    /** @param started addresses of the servers that the demo has started */
    private AppConfig config(Map<String, String> started) {
        Map<String, String> settings = new LinkedHashMap<>(started);
        settings.put("data.dir", folder.toString());
        settings.put("http.port", "0");
        settings.putAll(servers.settings);
        return new ConfigLoader(homeOnly()).overrides(settings).load();
    }

    /** The demo starts its own servers: settings in the environment are for the real ones. */
    private static Map<String, String> homeOnly() {
        String home = System.getenv("INTENTSTREAM_HOME");
        return home == null ? Map.of() : Map.of("INTENTSTREAM_HOME", home);
    }

    private ExitCode play(
            AppConfig config,
            HttpServerStart http,
            EmbeddedSchemaRegistry registry,
            EventSource source,
            DemoResults results)
            throws IOException, InterruptedException {
        display.status("  loading the model " + config.modelPath() + " ...");
        IntentModel model = ModelBundle.load(config.modelPath());
        ModelManifest manifest = model.manifest();
        try (IntentStream stream = new IntentStream(config, model);
                PrometheusMetrics metrics = PrometheusMetrics.of(stream, config);
                DemoResultReader reader = new DemoResultReader(config, stream.counters(), results);
                EventPlayer player = new EventPlayer(config, input.playback(source), counts, journeys)) {
            http.serve(stream, config, metrics::scrape);
            stream.start();
            display.say("broker %s · registry %s · model %s %s · %s"
                    .formatted(
                            config.kafka().get("bootstrap.servers"),
                            registry.url(),
                            manifest.name(),
                            manifest.version(),
                            config.guarantee().kafkaName()));
            http.url().ifPresent(url -> display.say("page and API " + url));
            display.say("");
            if (!awaitRunning(stream)) {
                return ExitCode.INTERRUPTED;
            }
            reader.start();
            player.start();
            ExitCode exitCode = watch(new DemoMonitor(
                    counts, journeys, stream, player, reader, expected(), DemoFolder.log(folder), display));
            finish(source);
            return exitCode == ExitCode.DONE && servers.keep ? keep(stream) : exitCode;
        }
    }

    /** Waits until the engine has its partitions, so that no event has to wait for it; false when the user interrupts. */
    private boolean awaitRunning(IntentStream stream) throws InterruptedException {
        while (stream.state() != State.RUNNING) {
            display.status("  starting the engine ...");
            if (stream.failure().isPresent()) {
                throw failed(stream.failure().get());
            }
            if (stop.await(REDRAW)) {
                display.say("Stopping ...");
                return false;
            }
        }
        return true;
    }

    private CommandFailed failed(StreamFailedException failure) {
        display.clear();
        return new CommandFailed(failure.getMessage() + " (log: " + DemoFolder.log(folder) + ")", failure);
    }

    /** Shows the progress until every event is accounted for, the user interrupts, or the demo cannot continue. */
    private ExitCode watch(DemoMonitor monitor) throws InterruptedException {
        while (!monitor.isDone()) {
            Optional<CommandFailed> reason = monitor.failure();
            if (reason.isPresent()) {
                display.clear();
                throw reason.get();
            }
            if (stop.await(REDRAW)) {
                display.say("Stopping ...");
                return ExitCode.INTERRUPTED;
            }
            monitor.show();
        }
        monitor.showStrongest();
        display.clear();
        return ExitCode.DONE;
    }

    private void finish(EventSource source) throws IOException {
        journeys.best().ifPresent(story -> {
            display.say("");
            DemoText.story(story, input.isSimulated()).forEach(display::say);
        });
        display.say("");
        if (source.malformed().count() > 0) {
            display.say("left out of the file, not an event: "
                    + Plurals.of(source.malformed().count(), "line"));
            source.malformed().first().stream().map(MalformedLine::describe).forEach(line -> display.say("  " + line));
        }
        DemoSummary summary = counts.summary();
        display.say(summary.line());
        if (output.summary != null) {
            summary.write(output.summary);
        }
        input.requireEvents(counts.eventsSent(), source.malformed());
    }

    private ExitCode keep(IntentStream stream) throws InterruptedException {
        display.say("Still running, for other clients; Ctrl-C ends it.");
        while (!stop.await(REDRAW)) {
            if (stream.failure().isPresent()) {
                throw new CommandFailed(
                        stream.failure().get().getMessage(), stream.failure().get());
            }
        }
        display.say("Stopping ...");
        return ExitCode.INTERRUPTED;
    }
}
