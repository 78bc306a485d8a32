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
 * Erases users as {@code user --erase} does: through the control topic, so that it does not matter which instance is
 * asked. Clients of Kafka are made for each request and closed with it; nothing is open while nobody erases.
 */
final class Erasures implements AutoCloseable {
    /** Most requests at a time: each holds a thread and two clients of Kafka. */
    static final int MOST = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    /** Shorter than proxies and this server wait on a silent connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So that those who wait are told that the server stops, before it does. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Optional<UserControl> control;
    private final Set<Thread> working = new HashSet<>();
    private boolean closed;

    Erasures(AppConfig config) {
        this.control = config.topics().control().map(topics -> new UserControl(config));
    }

    /**
     * Erases a user, and gives the receipt as JSON.
     *
     * @throws Problem 409 when the settings take no requests, 503 when it can't be
     *     asked for just now, 504 when it was asked for and nobody has said that it is done
     */
    String erase(String userId) {
        UserControl asked = control.orElseThrow(() -> Problem.of(
                409, "nobody can be erased here: control.topic is none; name a topic, for all instances alike"));
        enter();
        try {
            RequestOutcome answer = asked.erase(userId, PATIENCE);
            LOG.info("erasure carried out requestId={} erased={}", answer.requestId(), answer.erased());
            return UserJson.of(answer);
        } catch (NoReceiptException e) {
            LOG.warn("erasure not confirmed cause={}", e.getMessage());
            throw e.requestStands() ? Problem.of(504, e.getMessage()) : notNow();
        } catch (RegistryException e) {
            LOG.warn("erasure not asked for cause={}", e.getMessage());
            throw notNow();
        } catch (InterruptException e) {
            throw stopping();
        } finally {
            leave();
        }
    }

    private static Problem notNow() {
        return Problem.unavailable("the erasure can't be asked for just now, the server's log says why; ask again");
    }

    private static Problem stopping() {
        return Problem.unavailable("the server is stopping");
    }

    private synchronized void enter() {
        if (closed) {
            throw stopping();
        }
        if (working.size() == MOST) {
            throw Problem.unavailable("there are " + MOST + " erasures under way already");
        }
        working.add(Thread.currentThread());
    }

    /** A thread that was interrupted could not send its answer. */
    private synchronized void leave() {
        working.remove(Thread.currentThread());
        if (closed) {
            Thread.interrupted();
        }
        notifyAll();
    }

    /** Ends the waiting for receipts; what was asked for is carried out nevertheless. */
    @Override
    public synchronized void close() {
        closed = true;
        working.forEach(Thread::interrupt);
        try {
            awaitNobodyWorking();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitNobodyWorking() throws InterruptedException {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        long left = FAREWELL.toMillis();
        while (!working.isEmpty() && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }
}
