package io.intentstream.stream.processing;

import io.intentstream.stream.store.AudienceStore;
import io.intentstream.stream.store.AudienceStore.AppliedDefinitions;
import io.intentstream.stream.store.UserStore;
import io.intentstream.stream.telemetry.AudienceCounts.BackfillProgress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies new definitions of audiences to the users of a task who send no events. It walks all users in the order of the store,
 * a few with each batch, and remembers how far it has come, so that it goes on there after a kill. All users are evaluated
 * as of one moment, that of its beginning. Belongs to the task's thread.
 */
final class Backfill {
    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    /** Users who are read ahead: beginning to read is expensive. */
    private static final int READ_AHEAD = 2_000;

    private final int partition;
    private final AudienceStore store;
    private final UserStore users;
    private final SilentUsers silent;
    private final Deque<String> next = new ArrayDeque<>();
    private AppliedDefinitions applied;
    private boolean changed;

    /**
     * @param partition of the task, for the log
     * @param fingerprint of the present definitions
     */
    Backfill(int partition, int fingerprint, AudienceStore store, SilentUsers silent) {
        this.partition = partition;
        this.store = store;
        this.silent = silent;
        this.users = silent.users();
        this.applied = store.definitions()
                .filter(stored -> stored.fingerprint() == fingerprint)
                .orElseGet(() -> begin(fingerprint));
    }

    private AppliedDefinitions begin(int fingerprint) {
        changed = true;
        boolean nobody = users.usersAfter("", 1).isEmpty();
        return new AppliedDefinitions(fingerprint, nobody, 0, 0, "");
    }

    /** Whether users are left. */
    boolean running() {
        return !applied.done();
    }

    /**
     * Applies the definitions to some more users; does nothing when no user is left, or when it is not known what time it is.
     *
     * @param now event time in epoch milliseconds up to which time has passed for all users; not positive when it is not known
     */
    void run(long now, int limit) {
        if (applied.done() || now <= 0) {
            return;
        }
        if (applied.asOf() == 0) {
            LOG.info("backfill begins partition={} definitions={} asOf={}", partition, hex(), now);
        }
        long asOf = applied.asOf() == 0 ? now : applied.asOf();
        List<String> some = take(limit);
        if (some.isEmpty()) {
            applied = new AppliedDefinitions(applied.fingerprint(), true, asOf, applied.walked(), "");
            LOG.info("backfill ends partition={} definitions={} users={}", partition, hex(), applied.walked());
        } else {
            silent.advance(some, asOf);
            silent.instruments().changes().countBackfilled(some.size());
            applied = new AppliedDefinitions(
                    applied.fingerprint(), false, asOf, applied.walked() + some.size(), some.get(some.size() - 1));
        }
        changed = true;
    }

    private List<String> take(int limit) {
        if (next.isEmpty()) {
            next.addAll(users.usersAfter(applied.cursor(), READ_AHEAD));
        }
        List<String> some = new ArrayList<>();
        while (some.size() < limit && !next.isEmpty()) {
            some.add(next.remove());
        }
        return some;
    }

    /** Begins again when it has just come to this user, whose id must not stay in the store. */
    void forget(String userId) {
        next.remove(userId);
        if (applied.cursor().equals(userId)) {
            next.clear();
            applied = new AppliedDefinitions(applied.fingerprint(), false, applied.asOf(), 0, "");
            changed = true;
        }
    }

    /** Stores how far it has come, when that has changed. */
    void flush() {
        if (changed) {
            store.write(applied);
            changed = false;
        }
    }

    BackfillProgress progress() {
        return running()
                ? new BackfillProgress(true, applied.walked(), users.approximateUsers())
                : BackfillProgress.NONE;
    }

    private String hex() {
        return String.format("%08x", applied.fingerprint());
    }
}
