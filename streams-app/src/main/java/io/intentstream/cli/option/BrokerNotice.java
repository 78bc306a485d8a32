package io.intentstream.cli.option;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.BrokerProbe;
import io.intentstream.kafka.KafkaClients;
import java.io.PrintWriter;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;

/**
 * Tells the user when no broker has answered within 2 seconds. The command goes on: its own clients wait longer before they give
 * up, so that a slow cluster works.
 */
final class BrokerNotice {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private BrokerNotice() {}

    /** Asks the brokers in a thread of its own and returns at once. */
    static void begin(AppConfig config, PrintWriter err) {
        Thread thread = new Thread(() -> tell(KafkaClients.of(config), err), "broker-notice");
        thread.setDaemon(true);
        thread.start();
    }

    private static void tell(KafkaClients clients, PrintWriter err) {
        try (BrokerProbe probe = clients.probe()) {
            // Of a refusal the command's own client tells, and the command ends.
            probe.silence(PATIENCE).filter(silence -> !silence.refused()).ifPresent(silence -> {
                err.println("intentstream: no answer from bootstrap.servers yet, still trying: " + silence.reason());
                err.flush();
            });
        } catch (KafkaException e) {
            // The command's own client fails with the same exception.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
