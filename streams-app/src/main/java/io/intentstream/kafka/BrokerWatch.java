package io.intentstream.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices within 8 seconds that no broker answers, in a thread of its own, and logs one line when that begins and one when it
 * ends. Kafka's clients go on trying meanwhile; Kafka Streams stays {@code RUNNING}.
 */
public final class BrokerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** Longer than a broker needs to answer under load. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(BrokerWatch::thread);
    private final BrokerProbe probe;
    private volatile @Nullable Instant silentSince;

    /** @param probe closed with this */
    public BrokerWatch(BrokerProbe probe) {
        this.probe = probe;
    }

    public void start() {
        executor.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The time since which no broker answers; empty while one does. Any thread may call this. */
    public Optional<Instant> silentSince() {
        return Optional.ofNullable(silentSince);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        probe.close();
    }

    private void look() {
        Instant asked = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try {
            Optional<BrokerProbe.Silence> silence = probe.silence(PATIENCE);
            if (executor.isShutdown()) {
                return; // the probe was closed while it waited
            }
            if (silence.isPresent() && silentSince == null) {
                silentSince = asked;
                LOG.warn(
                        "brokers are unreachable, still trying since={} reason={}",
                        asked,
                        silence.get().reason());
            } else if (silence.isEmpty() && silentSince != null) {
                LOG.info("brokers answer again unreachableSince={}", silentSince);
                silentSince = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "intentstream-broker-watch");
        thread.setDaemon(true);
        return thread;
    }
}
