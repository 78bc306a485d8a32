package io.intentstream.stream.processing;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.EventTimeWatermark;
import io.intentstream.stream.store.AudienceStore.StoredClock;
import java.time.Duration;
import java.util.List;

/**
 * What time it is for a task, and whether its events are of the present. A task is live when the latest event that it processed
 * was less than an hour old; a replay of the past is not. Belongs to the task's thread.
 */
final class TaskClock {
    private static final long LIVE_WITHIN = Duration.ofHours(1).toMillis();

    private final EventTimeWatermark watermark = new EventTimeWatermark();
    private boolean live;
    private long activeAt;

    /** @param now the wall clock, epoch milliseconds */
    TaskClock(long now) {
        activeAt = now;
    }

    /** Goes on with what was stored before. */
    void restore(StoredClock stored) {
        watermark.reach(stored.time());
        live = stored.live();
    }

    /**
     * Follows the events of a batch.
     *
     * @param now the wall clock, epoch milliseconds
     */
    void follow(BatchResult result, long now) {
        activeAt = now;
        List<BatchResult.Change> changes = result.changes();
        for (BatchResult.Change change : changes) {
            watermark.advance(change.userId(), change.lastSeen());
        }
        if (!changes.isEmpty()) {
            live = now - changes.get(changes.size() - 1).lastSeen() < LIVE_WITHIN;
        }
    }

    /**
     * Follows a tick. It says nothing of a task that works off the past.
     *
     * @param time what it says, epoch milliseconds; a tick that is ahead of the wall clock does not count in full
     * @param now the wall clock, epoch milliseconds
     */
    void tick(long time, long now) {
        activeAt = now;
        if (live) {
            watermark.reach(Math.min(time, now));
        }
    }

    /**
     * Whether a tick should be written: nothing was processed for the interval, and time has not come so far.
     *
     * @param now the wall clock, epoch milliseconds
     */
    boolean needsTick(long now, Duration interval) {
        long latest = now - interval.toMillis();
        return live && activeAt <= latest && watermark.now() <= latest;
    }

    /** A tick was written and need not be written again for a while. */
    void ticked(long now) {
        activeAt = now;
    }

    /** Event time in epoch milliseconds; 0 when it is not known. */
    long now() {
        return watermark.now();
    }

    StoredClock toStore() {
        return new StoredClock(watermark.now(), live);
    }
}
