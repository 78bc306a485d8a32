package io.intentstream.cli.command;

import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Logging;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.server.http.HttpServerStart;
import io.intentstream.server.prometheus.PrometheusMetrics;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.StreamFailedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.KafkaStreams.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The engine against the user's own cluster and registry, until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Run the engine against a Kafka cluster and a schema registry.",
        description = {
            "",
            "Runs until Ctrl-C or SIGTERM, then commits and closes. Start it on several machines with the same"
                    + " application.id to share the work. The log goes to standard error.",
            ""
        })
public final class RunCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Override
    public Integer call() throws InterruptedException {
        Logging.withWarningsOfLibraries();
        AppConfig config = configOptions.loadForCluster();
        try (StopSignal stop = StopSignal.listen();
                HttpServerStart http = HttpServerStart.begin(config.http());
                IntentStream stream = IntentStream.open(config, () -> http.served(config));
                PrometheusMetrics metrics = PrometheusMetrics.of(stream, config)) {
            http.serve(stream, config, metrics::scrape);
            stream.start();
            return watch(stream, http, config, stop).number();
        }
    }

    private ExitCode watch(IntentStream stream, HttpServerStart http, AppConfig config, StopSignal stop)
            throws InterruptedException {
        boolean announced = false;
        while (!stop.await(LOOK)) {
            Optional<StreamFailedException> failure = stream.failure();
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (!announced && stream.state() == State.RUNNING) {
                announced = true;
                announce(config, http);
            }
        }
        return ExitCode.DONE;
    }

    private void announce(AppConfig config, HttpServerStart http) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "running: %s -> %s, %s (%s, %d threads)%s%n",
                String.join(", ", config.inputTopics()),
                config.profilesTopic(),
                config.intentsTopic(),
                config.guarantee().kafkaName(),
                config.streamThreads(),
                http.url().map(url -> ", " + url).orElse(""));
        out.flush();
    }
}
