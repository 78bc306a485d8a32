package io.intentstream.cli.demo;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.stream.IntentStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a demo and decides when it is over: when every event is accounted for, or when it cannot continue. */
final class DemoMonitor {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** With unprocessed events, no progress for this time means that there will be none. */
    private static final long PATIENCE_MILLIS = 120_000;

    /**
     * Records in the input topic without a result, such as the markers of another producer's transaction, must not keep
     * the demo from ending.
     */
    private static final long FOREIGN_PATIENCE_MILLIS = 10_000;

    private final DemoStats counts;
    private final UserJourneys journeys;
    private final IntentStream stream;
    private final EventPlayer player;
    private final DemoResultReader reader;
    private final long expected;
    private final DemoFolder folder;
    private final ProgressDisplay display;
    private boolean headed;
    private long rateFromNanos = System.nanoTime();
    private final long sentBefore;
    private final long accountedBefore;
    private long rateFromEvents;
    private double eventsPerSecond;

    /**
     * @param expected events that will be played; 0 when that is not known
     * @param folder holds the log, for messages
     */
    DemoMonitor(
            DemoStats counts,
            UserJourneys journeys,
            IntentStream stream,
            EventPlayer player,
            DemoResultReader reader,
            long expected,
            DemoFolder folder,
            ProgressDisplay display) {
        this.counts = counts;
        this.journeys = journeys;
        this.stream = stream;
        this.player = player;
        this.reader = reader;
        this.expected = expected;
        this.folder = folder;
        this.display = display;
        this.sentBefore = counts.eventsSent();
        this.accountedBefore = counts.accounted();
        this.rateFromEvents = accountedBefore;
    }

    boolean isDone() {
        if (!player.isDone() || player.failure().isPresent()) {
            return false;
        }
        return counts.isComplete()
                || counts.coversWhatWasSent() && counts.millisSinceProgress() > FOREIGN_PATIENCE_MILLIS;
    }

    /** Why the demo cannot continue; empty while it can. */
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

    private CommandFailed failed(@Nullable String message, @Nullable Throwable cause) {
        return folder.explained(message, cause);
    }

    /** Shows the current counts, and the strongest intent once a second. */
    void show() {
        long accounted = counts.accounted();
        if (measureRate(accounted)) {
            showStrongest();
        }
        display.status(
                accounted == 0
                        ? "  waiting for the first results ..."
                        : DemoText.progress(
                                counts.eventsSent(), accounted, expected, eventsPerSecond, counts.summary()));
    }

    /** Shows the counts since this was created. */
    void showLive() {
        long accounted = counts.accounted();
        measureRate(accounted);
        display.status(DemoText.live(
                counts.eventsSent() - sentBefore, accounted - accountedBefore, eventsPerSecond, counts.summary()));
    }

    /** Measures the rate once a second; whether it just did. */
    private boolean measureRate(long accounted) {
        long now = System.nanoTime();
        boolean due = now - rateFromNanos >= SECOND_NANOS;
        if (due) {
            eventsPerSecond = (accounted - rateFromEvents) * (double) SECOND_NANOS / (now - rateFromNanos);
            rateFromNanos = now;
            rateFromEvents = accounted;
        }
        return due;
    }

    /** Shows the strongest intent since the last call of this method. */
    void showStrongest() {
        journeys.takeStrongest().ifPresent(intent -> {
            if (!headed) {
                headed = true;
                display.say(DemoText.highlightsHeading());
            }
            display.sayFormatted(DemoText.highlight(intent));
        });
    }
}
