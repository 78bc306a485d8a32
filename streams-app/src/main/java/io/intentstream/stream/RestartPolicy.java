package io.intentstream.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what happens when a stream thread dies. After an occasional failure the thread is replaced, and its batch is
 * processed again. When threads keep dying, the engine stops with the cause, because continuing would skip valid events.
 */
final class RestartPolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RestartPolicy.class);
    private static final int MAX_FAILURES = 3;
    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Deque<Instant> failures = new ArrayDeque<>();
    private @Nullable Throwable fatal;
    private boolean stopping;

    RestartPolicy(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        if (stopping) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Instant now = clock.instant();
        while (!failures.isEmpty() && failures.peekFirst().isBefore(now.minus(PERIOD))) {
            failures.removeFirst();
        }
        failures.addLast(now);
        Throwable cause = rootOf(failure);
        if (failures.size() <= MAX_FAILURES && !isCertainToRepeat(cause)) {
            LOG.warn("stream thread replaced failures={} cause={}", failures.size(), cause.toString());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fatal = cause;
        LOG.error("engine stops failures={} periodMinutes={}", failures.size(), PERIOD.toMinutes(), failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** An input position that is missing stays missing: Kafka's clients find another by themselves where they may. */
    private static boolean isCertainToRepeat(Throwable cause) {
        return cause instanceof Error || cause instanceof InvalidOffsetException;
    }

    /** From now on threads end as expected: none is replaced, and none counts as a failure. */
    synchronized void stopping() {
        stopping = true;
    }

    /** Why the engine stopped, if it did. */
    synchronized Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
