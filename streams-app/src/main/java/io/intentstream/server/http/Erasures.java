package io.intentstream.server.http;

import io.intentstream.config.AppConfig;
import io.intentstream.server.json.UserJson;
import io.intentstream.server.privacy.NoReceiptException;
import io.intentstream.server.privacy.RequestOutcome;
import io.intentstream.server.privacy.UserControl;
import io.intentstream.wire.RegistryException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases users as {@code user --erase} does: through the control topic, so that any instance can take the request. Kafka
 * clients are made for each request and closed after it; between requests none is open.
 */
final class Erasures implements AutoCloseable {
    /** Most requests at a time: each holds a thread and two Kafka clients. */
    static final int MAX_CONCURRENT = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    /** Shorter than the idle timeout of proxies and of this server. */
    private static final Duration RECEIPT_TIMEOUT = Duration.ofSeconds(20);
    /** Time to tell waiting clients that the server is stopping, before it stops. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Optional<UserControl> control;
    private final Set<Thread> working = new HashSet<>();
    private boolean closed;

    Erasures(AppConfig config) {
        this.control = config.topics().control().map(topics -> new UserControl(config));
    }

    /**
     * Erases a user and returns the receipt as JSON.
     *
     * @throws Problem 409 when the settings turn requests off, 503 when the request cannot be sent now, 504 when it was
     *     sent and no receipt came in time
     */
    String erase(String userId) {
        UserControl asked = control.orElseThrow(() -> Problem.of(
                409, "users cannot be erased here: control.topic is none; name a topic, the same for all instances"));
        enter();
        try {
            RequestOutcome answer = asked.erase(userId, RECEIPT_TIMEOUT);
            LOG.info("erasure carried out requestId={} erased={}", answer.requestId(), answer.erased());
            return UserJson.of(answer);
        } catch (NoReceiptException e) {
            LOG.warn("erasure not confirmed cause={}", e.getMessage());
            throw e.requestStands() ? Problem.of(504, e.getMessage()) : notNow();
        } catch (RegistryException e) {
            LOG.warn("erasure not requested cause={}", e.getMessage());
            throw notNow();
        } catch (InterruptException e) {
            throw stopping();
        } finally {
            leave();
        }
    }

    private static Problem notNow() {
        return Problem.unavailable("the erasure cannot be requested now, the server's log says why; try again");
    }

    private static Problem stopping() {
        return Problem.unavailable("the server is stopping");
    }

    private synchronized void enter() {
        if (closed) {
            throw stopping();
        }
        if (working.size() == MAX_CONCURRENT) {
            throw Problem.unavailable(MAX_CONCURRENT + " erasures are in progress already");
        }
        working.add(Thread.currentThread());
    }

    /** Clears the interrupt of {@link #close}: an interrupted thread could not send its answer. */
    private synchronized void leave() {
        working.remove(Thread.currentThread());
        if (closed) {
            Thread.interrupted();
        }
        notifyAll();
    }

    /** Stops waiting for receipts; requests that were sent are still carried out. */
    @Override
    public synchronized void close() {
        closed = true;
        working.forEach(Thread::interrupt);
        try {
            awaitWorkDone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWorkDone() throws InterruptedException {
        long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        long left = CLOSE_TIMEOUT.toMillis();
        while (!working.isEmpty() && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }
}
