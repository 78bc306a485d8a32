package io.intentstream.cli.demo;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.SkippedText;
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
import io.intentstream.offline.input.Playback;
import io.intentstream.server.collect.Collector;
import io.intentstream.server.collect.CollectorRoutes;
import io.intentstream.server.collect.WriteKeys;
import io.intentstream.server.http.HttpServerStart;
import io.intentstream.server.http.Shop;
import io.intentstream.server.prometheus.PrometheusMetrics;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.StreamFailedException;
import io.intentstream.stream.topics.TopicPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams.State;

/** Starts the servers and the engine, plays the events, shows the results, and closes everything again. */
final class Demo {

    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration PLAIN_LIVE_INTERVAL = Duration.ofMinutes(1);
    private static final int PARTITIONS = 4;

    /** The audiences whose changes are counted at the end, where they are declared. */
    private static final List<String> SHOWN_AUDIENCES = List.of("about-to-buy", "abandoned-cart");

    /** What trackers send to the demo's collector. */
    private static final String WRITE_KEY = "demo";

    private static final long DEFAULT_SIMULATED_EVENTS = 50_000;

    private final InputOptions input;
    private final DemoCommand.DemoOutput output;
    private final DemoCommand.Servers servers;
    private final DemoFolder folder;
    private final Clock clock;
    private final ProgressDisplay display;
    private final StopSignal stop;

    private final CollectorRoutes collecting = new CollectorRoutes(Set.of());
    private final DemoStats counts = new DemoStats();
    private final UserJourneys journeys = new UserJourneys();

    Demo(
            InputOptions input,
            DemoCommand.DemoOutput output,
            DemoCommand.Servers servers,
            DemoFolder folder,
            Clock clock,
            ProgressDisplay display,
            StopSignal stop) {
        this.input = input;
        this.output = output;
        this.servers = servers;
        this.folder = folder;
        this.clock = clock;
        this.display = display;
        this.stop = stop;
    }

    ExitCode run() throws IOException, InterruptedException {
        input.requireFirstEvent();
        if (goesOnLive()) {
            input.requirePace();
        }
        try (EventSource source = source();
                DemoResults results = new DemoResults(output, counts, journeys)) {
            display.say(heading());
            display.status("  starting a broker and a schema registry in this process ...");
            try (HttpServerStart http =
                            HttpServerStart.begin(config(Map.of()).http(), List.of(collecting, new Shop()));
                    EmbeddedKafka broker = EmbeddedKafka.start(folder.path(), servers.bootstrapPort, false);
                    EmbeddedSchemaRegistry registry =
                            EmbeddedSchemaRegistry.start(folder.path(), servers.registryPort)) {
                if (stop.wasReceived()) {
                    return ExitCode.INTERRUPTED;
                }
                AppConfig config = config(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()));
                createTopics(config);
                return play(http.served(config), http, registry, source, results);
            }
        }
    }

    /** Whether shoppers go on after the burst. */
    private boolean goesOnLive() {
        return servers.keep && input.isSimulated();
    }

    /** Topics keep their records for ever, since played events are old. */
    private static void createTopics(AppConfig config) {
        TopicPlan.Sizing sizing = new TopicPlan.Sizing(PARTITIONS, Optional.of((short) 1), Optional.empty());
        try (Admin admin = KafkaClients.of(config).admin()) {
            TopicPlan.of(config, sizing).create(admin);
        }
    }

    private EventSource source() {
        if (goesOnLive()) {
            return input.openRecent(expected(), clock.instant());
        }
        EventSource source = input.open();
        return input.isSimulated() && input.events().isEmpty() ? source.limit(DEFAULT_SIMULATED_EVENTS) : source;
    }

    /** With --keep, the rate is that of the live events. */
    private Playback playback(EventSource source) {
        return goesOnLive() ? new Playback(source, 0) : input.playback(source);
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
        settings.put("data.dir", folder.path().toString());
        settings.put("http.port", "0");
        settings.put("audiences.path", included("audiences", "standard.yaml").toString());
        settings.put("session.outcomes.topic", "session-outcomes");
        if (Files.isDirectory(included("shop-items", "1"))) {
            settings.put("items.path", included("shop-items", "1").toString());
        }
        settings.putAll(servers.settings);
        return new ConfigLoader(homeOnly()).overrides(settings).load();
    }

    /** What lies beside the model bundles. */
    private static Path included(String folder, String name) {
        return Path.of(homeOnly().getOrDefault("INTENTSTREAM_HOME", ""), "model-artifacts", folder, name);
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
                Collector collector = new Collector(config, WriteKeys.of(WRITE_KEY), metrics.meters());
                DemoResultReader reader = new DemoResultReader(config, stream.counters(), results);
                EventPlayer player = new EventPlayer(config, playback(source), counts, journeys)) {
            http.serve(stream, config, metrics::scrape);
            stream.start();
            display.say("broker %s · registry %s · model %s %s · %s"
                    .formatted(
                            config.kafka().get("bootstrap.servers"),
                            registry.url(),
                            manifest.name(),
                            manifest.version(),
                            config.guarantee().kafkaName()));
            http.url().ifPresent(url -> display.say("page and API " + url + " · shop " + url + Shop.PATH));
            display.say("");
            if (!awaitRunning(stream)) {
                return ExitCode.INTERRUPTED;
            }
            collector.open();
            collecting.serve(collector);
            reader.start();
            player.start();
            ExitCode exitCode = watch(monitor(stream, player, reader, expected(), display));
            finish(source, stream);
            return exitCode == ExitCode.DONE && servers.keep ? keep(config, stream, reader, http.url()) : exitCode;
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
                return false;
            }
        }
        return true;
    }

    private CommandFailed failed(StreamFailedException failure) {
        display.clear();
        return folder.explained(failure.getMessage(), failure);
    }

    private DemoMonitor monitor(
            IntentStream stream, EventPlayer player, DemoResultReader reader, long events, ProgressDisplay on) {
        return new DemoMonitor(counts, journeys, stream, player, reader, events, folder, on);
    }

    /** Shows the progress until every event is accounted for, the user interrupts, or the demo cannot continue. */
    private ExitCode watch(DemoMonitor monitor) throws InterruptedException {
        while (!monitor.isDone()) {
            requireWorking(monitor);
            if (stop.await(REDRAW)) {
                return ExitCode.INTERRUPTED;
            }
            monitor.show();
        }
        monitor.showStrongest();
        display.clear();
        return ExitCode.DONE;
    }

    private void requireWorking(DemoMonitor monitor) {
        monitor.failure().ifPresent(reason -> {
            display.clear();
            throw reason;
        });
    }

    private void finish(EventSource source, IntentStream stream) throws IOException {
        journeys.best().ifPresent(story -> {
            display.say("");
            DemoText.story(story, input.isSimulated()).forEach(display::sayFormatted);
        });
        display.say("");
        if (source.malformed().count() > 0) {
            display.say("left out of the file, not an event: "
                    + Plurals.of(source.malformed().count(), "line"));
            source.malformed().first().stream().map(MalformedLine::describe).forEach(line -> display.say("  " + line));
        }
        if (!source.skipped().isEmpty()) {
            display.say("left out of the file: " + SkippedText.of(source.skipped()));
        }
        DemoSummary summary = counts.summary();
        summary.lines().forEach(display::say);
        DemoText.audiences(SHOWN_AUDIENCES, stream.audiences(), stream.changes())
                .forEach(display::say);
        DemoText.deadLetters(counts.deadLettersByReason()).forEach(display::say);
        if (output.summary != null) {
            summary.write(output.summary);
        }
        input.requireEvents(counts.eventsSent(), source);
    }

    private ExitCode keep(AppConfig config, IntentStream stream, DemoResultReader reader, Optional<String> page)
            throws InterruptedException {
        display.say("");
        if (!input.isSimulated()) {
            display.say(
                    "The file has been played. Everything keeps running, for the page and other clients, until Ctrl-C.");
            sayWhatToOpen(page);
            while (!stop.await(REDRAW)) {
                if (stream.failure().isPresent()) {
                    throw failed(stream.failure().get());
                }
            }
            return ExitCode.INTERRUPTED;
        }
        display.say("Now live, until Ctrl-C: " + input.describeLive());
        sayWhatToOpen(page);
        return goOn(config, stream, reader);
    }

    private void sayWhatToOpen(Optional<String> page) {
        page.ifPresent(url -> {
            DemoText.worthALook(journeys.notable(), url).forEach(display::say);
            display.say("open " + url + Shop.PATH + " to shop yourself, " + url + " for all users");
        });
    }

    /** Plays live events until the user interrupts. */
    private ExitCode goOn(AppConfig config, IntentStream stream, DemoResultReader reader) throws InterruptedException {
        counts.measureAfresh();
        try (EventSource live = input.openLive(clock);
                EventPlayer player = new EventPlayer(config, input.livePlayback(live), counts, journeys)) {
            DemoMonitor monitor = monitor(stream, player, reader, 0, display.every(PLAIN_LIVE_INTERVAL));
            player.start();
            while (!stop.await(REDRAW)) {
                requireWorking(monitor);
                monitor.showLive();
            }
        }
        return ExitCode.INTERRUPTED;
    }
}
