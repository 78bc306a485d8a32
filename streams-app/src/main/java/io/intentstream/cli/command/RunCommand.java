package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Logging;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.server.http.HttpServerStart;
import io.intentstream.server.prometheus.PrometheusMetrics;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.StreamFailedException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.KafkaStreams.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the engine against the user's own cluster and registry until it is stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Run the engine against a Kafka cluster and a schema registry.",
        description = {
            "",
            "Runs until Ctrl-C or SIGTERM, then commits and closes. To share the work, start it on several machines with the"
                    + " same application.id. The log goes to standard error.",
            ""
        })
public final class RunCommand extends ConsoleCommand {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Override
    protected void startLogging() {
        Logging.ofService();
    }

    @Override
    protected ExitCode run() throws InterruptedException {
        AppConfig config = configOptions.loadForCluster();
        try (StopSignal stop = StopSignal.listen()) {
            return run(config, stop);
        }
    }

    private ExitCode run(AppConfig config, StopSignal stop) throws InterruptedException {
        try (HttpServerStart http = HttpServerStart.begin(config.http());
                IntentStream stream = stop.interrupting(() -> IntentStream.open(config, () -> http.served(config)));
                PrometheusMetrics metrics = PrometheusMetrics.of(stream, config)) {
            http.serve(stream, config, metrics::scrape);
            stop.interrupting(() -> {
                stream.start();
                return stream;
            });
            return watch(stream, http, config, stop);
        } catch (InterruptException e) {
            err().println("Stopped before the engine ran");
            return ExitCode.INTERRUPTED;
        }
    }

    private ExitCode watch(IntentStream stream, HttpServerStart http, AppConfig config, StopSignal stop)
            throws InterruptedException {
        boolean announced = false;
        while (!stop.await(CHECK_INTERVAL)) {
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
        out().printf(
                        "running: %s -> %s, %s (%s, %d threads)%s%n",
                        String.join(", ", config.inputTopics()),
                        config.profilesTopic(),
                        config.intentsTopic(),
                        config.guarantee().kafkaName(),
                        config.streamThreads(),
                        http.url().map(url -> ", " + url).orElse(""));
    }
}
