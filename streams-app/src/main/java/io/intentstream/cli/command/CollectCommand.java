package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Logging;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.server.collect.Collector;
import io.intentstream.server.collect.CollectorServer;
import io.intentstream.server.collect.WriteKeys;
import io.intentstream.server.prometheus.PrometheusMetrics;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a collector until it is stopped. */
@Command(
        name = "collect",
        mixinStandardHelpOptions = true,
        header = "Take events over HTTP, as Segment's and RudderStack's trackers send them.",
        description = {
            "",
            "Writes them to the input topic, and answers 200 when Kafka has them. Runs until Ctrl-C or SIGTERM, then answers what"
                    + " it has received and ends. Start as many as you like. See docs/collect.md.",
            ""
        })
public final class CollectCommand extends ConsoleCommand {

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
        config.collector().requireSafe();
        WriteKeys keys = WriteKeys.of(config.collector());
        try (StopSignal stop = StopSignal.listen()) {
            return run(config, keys, stop);
        }
    }

    private ExitCode run(AppConfig config, WriteKeys keys, StopSignal stop) throws InterruptedException {
        try (PrometheusMetrics metrics = PrometheusMetrics.ofProcess();
                CollectorServer server = CollectorServer.start(config.collector(), keys, metrics::scrape);
                Collector collector = new Collector(config, keys, metrics.meters())) {
            server.serve(collector);
            stop.interrupting(() -> {
                collector.open();
                return collector;
            });
            out().printf("collecting: %s -> %s%n", server.url(), config.collectorTopic());
            out().flush();
            while (!stop.await(CHECK_INTERVAL)) {
                // The collector works on threads of its own.
            }
            return ExitCode.DONE;
        } catch (InterruptException e) {
            err().println("Stopped before the collector took events");
            return ExitCode.INTERRUPTED;
        }
    }
}
