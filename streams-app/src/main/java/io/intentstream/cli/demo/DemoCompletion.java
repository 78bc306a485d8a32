package io.intentstream.cli.demo;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.stream.IntentStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides when a demo is over: when every event is accounted for, or when it cannot get there.
 *
 * @param log where the log is, for the message
 */
record DemoCompletion(DemoStats counts, IntentStream stream, EventPlayer player, DemoResultReader reader, Path log) {

    /** With events under way, nothing new for so long means that nothing will come. */
    private static final long PATIENCE_MILLIS = 120_000;

    /**
     * Records in the input topic that are no events of ours nor any result's (such as the marks of a foreign
     * transaction) must not keep the demo from ending.
     */
    private static final long FOREIGN_PATIENCE_MILLIS = 10_000;

    boolean isDone() {
        if (!player.isDone() || player.failure().isPresent()) {
            return false;
        }
        return counts.isComplete()
                || counts.coversWhatWasSent() && counts.millisSinceProgress() > FOREIGN_PATIENCE_MILLIS;
    }

    /** Why it cannot go on; empty while it can. */
    Optional<CommandFailed> failure() {
        return stream.failure()
                .<CommandFailed>map(cause -> failed(cause.getMessage(), cause))
                .or(() -> player.failure()
                        .map(cause -> failed("the events could not be played: " + cause.getMessage(), cause)))
                .or(() -> reader.failure()
                        .map(cause -> failed("the results could not be read: " + cause.getMessage(), cause)))
                .or(this::stalled);
    }

    private Optional<CommandFailed> stalled() {
        boolean waiting = player.isDone() || counts.eventsUnderWay() > 0;
        return waiting && counts.millisSinceProgress() > PATIENCE_MILLIS
                ? Optional.of(failed(
                        "no result for %d s, %,d of %,d events are accounted for; the engine's state is %s"
                                .formatted(
                                        PATIENCE_MILLIS / 1000,
                                        counts.accounted(),
                                        counts.eventsSent(),
                                        stream.state()),
                        null))
                : Optional.empty();
    }

    private CommandFailed failed(String message, Throwable cause) {
        return new CommandFailed(message + " (log: " + log + ")", cause);
    }
}
