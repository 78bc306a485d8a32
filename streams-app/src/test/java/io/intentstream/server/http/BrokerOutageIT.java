package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.intentstream.kafka.BrokerWatch;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.NetworkClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** A broker that stops while the engine runs, and comes back. */
class BrokerOutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @Test
    void shouldTellAnOutageOnceAndGoOnAfterIt() {
        // Given
        Map<String, String> settings = cluster.newApplication("outage", Map.of());
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        try (ServedEngine engine = ServedEngine.start(settings)) {
            root.setLevel(Level.WARN); // as run does
            root.addAppender(log);
            String before = engine.get("/stats").body();

            // When
            cluster.withoutBroker(() -> {
                await().atMost(PATIENCE).until(() -> engine.get("/health/ready").statusCode() == 503);
                assertThat(engine.get("/health/ready").body()).contains("no broker has answered since 20");
                assertThat(engine.get("/stats").body()).contains("\"broker\":\"unreachable since 20");
                assertThat(engine.get("/health/live").statusCode()).isEqualTo(200);
            });
            engine.awaitReady();
            cluster.send(
                    List.of(cluster.record(settings.get("input.topics"), ClickEvents.view("ann", "1", Instant.now()))));
            await().atMost(PATIENCE).until(() -> engine.events() == 1);

            // Then
            assertThat(before).contains("\"broker\":\"reachable\"");
            assertThat(engine.get("/stats").body()).contains("\"broker\":\"reachable\"");
            assertThat(log.list)
                    .filteredOn(event -> event.getLoggerName().equals(BrokerWatch.class.getName()))
                    .extracting(ILoggingEvent::getLevel)
                    .containsExactly(Level.WARN, Level.INFO);
            assertThat(log.list).extracting(ILoggingEvent::getLoggerName).doesNotContain(NetworkClient.class.getName());
        } finally {
            root.detachAppender(log);
            root.setLevel(level);
        }
    }
}
