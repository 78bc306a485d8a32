package io.intentstream.stream.processing;

import io.intentstream.core.engine.UserChange;
import io.intentstream.stream.store.AudienceStore;
import io.intentstream.stream.store.AudienceStore.StoredClock;
import io.intentstream.stream.store.UserStore;
import io.intentstream.stream.telemetry.AudienceCounts;
import java.util.List;
import java.util.Optional;

/**
 * What of a task depends on time besides the expiry of users: sizes of audiences, backfill and ticks. What it remembers is stored
 * at most once per batch. Belongs to the task's thread.
 */
final class TaskAudiences {
    /** The backlog is counted no further. */
    private static final int COUNTED_BACKLOG = 10_000;

    private final int partition;
    private final TimeSettings settings;
    private final TaskClock clock;
    private final AudienceStore store;
    private final MemberCounts members;
    private final Backfill backfill;
    private final SilentUsers silent;
    private StoredClock stored;

    TaskAudiences(
            int partition,
            TimeSettings settings,
            TaskClock clock,
            AudienceStore store,
            MemberCounts members,
            SilentUsers silent) {
        this.partition = partition;
        this.settings = settings;
        this.clock = clock;
        this.store = store;
        this.members = members;
        this.silent = silent;
        this.backfill = new Backfill(partition, settings.audiences().fingerprint(), store, silent);
        this.stored = store.clock();
        clock.restore(stored);
        publish(0);
    }

    long graceMillis() {
        return settings.grace().toMillis();
    }

    void count(List<UserChange> changes) {
        members.count(changes);
    }

    void forget(String userId, List<UserChange> farewell) {
        count(farewell);
        backfill.forget(userId);
    }

    /**
     * Goes on with the backfill, and stores what has changed.
     *
     * @param until event time in epoch milliseconds up to which time has passed
     * @param limit most users of the backfill
     */
    void pass(long until, int limit) {
        backfill.run(until, limit);
        StoredClock now = clock.toStore();
        if (!now.equals(stored)) {
            store.write(now);
            stored = now;
        }
        members.flush();
        backfill.flush();
    }

    /**
     * Writes a tick when it is time for one.
     *
     * @param now the wall clock, epoch milliseconds
     */
    void tick(long now) {
        Optional<TickWriter> ticks = settings.ticks();
        if (ticks.isPresent() && clock.needsTick(now, ticks.get().interval())) {
            silent.forward()
                    .accept(List.of(
                            ticks.get().tick(partition, now, silent.encoder().resultHeaders())));
            clock.ticked(now);
        }
    }

    /** Says what other threads may know. */
    void publish(long until) {
        UserStore users = silent.users();
        silent.instruments()
                .audiences()
                .publish(
                        partition,
                        new AudienceCounts.TaskReport(
                                clock.now(),
                                members.sizes(clock.now()),
                                backfill.progress(),
                                users.countDue(until, COUNTED_BACKLOG),
                                users.overdueMillis(until)));
    }

    void close() {
        silent.instruments().audiences().remove(partition);
    }
}
