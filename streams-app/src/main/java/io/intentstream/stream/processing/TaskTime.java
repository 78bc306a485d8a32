package io.intentstream.stream.processing;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How time passes for the silent users of a task: a little after each batch and more each second, so that the stream is never
 * held up and no transaction grows long. Belongs to the task's thread.
 */
final class TaskTime {
    /** Users for whom time passes after a batch, or as many as the batch had records. */
    private static final int USERS_PER_BATCH = 100;

    private static final int USERS_PER_SECOND = 2_000;
    private static final int BACKFILL_PER_BATCH = 50;
    private static final int BACKFILL_PER_SECOND = 2_000;

    private final TaskClock clock;
    private final LongSupplier streamTime;
    private final DueSweep sweep;
    private final Optional<TaskAudiences> audiences;

    /**
     * @param streamTime the latest timestamp of a record, epoch milliseconds
     * @param audiences what depends on time besides the expiry of users, when there is anything
     */
    TaskTime(TaskClock clock, LongSupplier streamTime, DueSweep sweep, Optional<TaskAudiences> audiences) {
        this.clock = clock;
        this.streamTime = streamTime;
        this.sweep = sweep;
        this.audiences = audiences;
    }

    /** Event time in epoch milliseconds; 0 when it is not known. */
    long now() {
        return clock.now();
    }

    /** Follows a batch that is written; {@link #pass} comes next. */
    void follow(BatchResult result, long now) {
        clock.follow(result, now);
        if (audiences.isPresent()) {
            for (Outcome outcome : result.outcomes()) {
                if (outcome instanceof Outcome.Scored scored) {
                    audiences.get().count(scored.changes());
                }
            }
        }
    }

    /**
     * Follows the erasure of a user.
     *
     * @param farewell what was said before it
     */
    void followErasure(String userId, List<UserChange> farewell) {
        audiences.ifPresent(all -> all.forget(userId, farewell));
    }

    /**
     * Follows a tick.
     *
     * @param time what it says, epoch milliseconds
     * @param now the wall clock, epoch milliseconds
     */
    void tick(long time, long now) {
        clock.tick(time, now);
    }

    /** Lets time pass after a batch, or after a record of the control topic. */
    void pass(int records) {
        sweep.run(until(), Math.max(USERS_PER_BATCH, records));
        audiences.ifPresent(all -> all.pass(until(), BACKFILL_PER_BATCH));
    }

    /**
     * Lets time pass while there may be no batches.
     *
     * @param now the wall clock, epoch milliseconds
     */
    void passEachSecond(long now) {
        sweep.run(until(), USERS_PER_SECOND);
        audiences.ifPresent(all -> {
            all.tick(now);
            all.pass(until(), BACKFILL_PER_SECOND);
            all.publish(until());
        });
    }

    /**
     * The event time up to which time passes. Stream time follows record timestamps, which may be ahead of event times when old
     * events are loaded again, or behind; where only expiry depends on it, the earlier of stream time and event time counts.
     */
    private long until() {
        return audiences
                .map(all -> clock.now() - all.graceMillis())
                .orElseGet(() -> Math.min(streamTime.getAsLong(), clock.now()));
    }

    /** The task leaves this instance. */
    void close() {
        audiences.ifPresent(TaskAudiences::close);
    }
}
