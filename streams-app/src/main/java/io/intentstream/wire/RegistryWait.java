package io.intentstream.wire;

import io.intentstream.wire.ReadFailure.RegistryUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a registry that is unavailable. Logs one line when a wait begins and one when it ends. */
final class RegistryWait {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryWait.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Duration patience;
    private final CountDownLatch closed = new CountDownLatch(1);

    RegistryWait(Duration patience) {
        this.patience = patience;
    }

    Attempt begin() {
        return new Attempt();
    }

    void close() {
        closed.countDown();
    }

    /** The attempt to read one record. It costs nothing until the first failure. */
    final class Attempt {
        private static final long NOT_WAITING = Long.MIN_VALUE;
        private long since = NOT_WAITING;

        /** The registry answered. */
        void succeeded() {
            if (since != NOT_WAITING) {
                LOG.info("schema registry is back waitedMillis={}", waited().toMillis());
            }
        }

        /** Returns after a pause, when it is time to try again. */
        void pause(RegistryUnavailable away, RuntimeException cause) {
            if (since == NOT_WAITING) {
                since = System.nanoTime();
                LOG.warn(
                        "waiting for the schema registry patienceMillis={} reason={}",
                        patience.toMillis(),
                        away.message());
            }
            if (waited().compareTo(patience) >= 0) {
                throw new RegistryUnavailableException(
                        "Gave up waiting for the schema registry after %d s; nothing was skipped, and the next start goes on from here. %s"
                                .formatted(waited().toSeconds(), away.message()),
                        cause);
            }
            if (closesDuring(PAUSE)) {
                throw new RegistryUnavailableException("Closed while waiting for the schema registry", cause);
            }
        }

        private Duration waited() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    private boolean closesDuring(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
