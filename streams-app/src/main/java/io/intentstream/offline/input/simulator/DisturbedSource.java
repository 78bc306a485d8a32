package io.intentstream.offline.input.simulator;

import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.InputException;
import io.intentstream.offline.input.MalformedLines;
import io.intentstream.schema.ClickEvent;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Another source as a bad network delivers it: some events twice, some late. The seed decides which. No event is lost: late
 * ones may come after the end of the source.
 */
public final class DisturbedSource implements EventSource {

    private static final long LONGEST_DUPLICATE_DELAY_MILLIS = 10 * 60_000;
    private static final long LONGEST_LATENESS_MILLIS = 60 * 60_000;

    private record Delayed(long release, long number, ClickEvent event) {}

    private final EventSource source;
    private final double duplicateShare;
    private final double lateShare;
    private final RandomStream random;
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::release).thenComparingLong(Delayed::number));
    private @Nullable ClickEvent ahead;
    private long delays;
    private boolean started;

    /**
     * @param source events in event-time order; {@link #close} closes it
     * @param duplicateShare share of the events that come a second time within 10 minutes, 0 to 1
     * @param lateShare share of the events that come up to an hour late, 0 to 1
     */
    public DisturbedSource(EventSource source, double duplicateShare, double lateShare, long seed) {
        this.source = source;
        this.duplicateShare = share("duplicate", duplicateShare);
        this.lateShare = share("late", lateShare);
        this.random = new RandomStream(seed, -3);
    }

    private static double share(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new InputException("The share of " + name + " events is " + share + ": it must be from 0 to 1");
        }
        return share;
    }

    @Override
    public @Nullable ClickEvent next() {
        if (!started) {
            started = true;
            ahead = nextOnTime();
        }
        Delayed waiting = delayed.peek();
        if (waiting != null && (ahead == null || waiting.release() < millis(ahead))) {
            return delayed.remove().event();
        }
        ClickEvent event = ahead;
        if (event != null) {
            ahead = nextOnTime();
        }
        return event;
    }

    /** The source's next event that is not late; late ones before it are queued. */
    private @Nullable ClickEvent nextOnTime() {
        ClickEvent event;
        while ((event = source.next()) != null) {
            if (random.chance(duplicateShare)) {
                delay(event, LONGEST_DUPLICATE_DELAY_MILLIS);
            }
            if (!random.chance(lateShare)) {
                return event;
            }
            delay(event, LONGEST_LATENESS_MILLIS);
        }
        return null;
    }

    private void delay(ClickEvent event, long longest) {
        long release = millis(event) + 1 + (long) (random.uniform() * longest);
        delayed.add(new Delayed(release, ++delays, event));
    }

    private static long millis(ClickEvent event) {
        return event.getEventTime().toEpochMilli();
    }

    @Override
    public Map<String, Long> skipped() {
        return source.skipped();
    }

    @Override
    public MalformedLines malformed() {
        return source.malformed();
    }

    @Override
    public void close() {
        source.close();
    }
}
