package io.intentstream.stream.store;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.UserStates;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.UserState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The users of one task: their stored states, the index of idle users, and the users whose events are ignored.
 *
 * <p>Expiry here only frees space. That a user starts again after {@link EngineSettings#userTtl()} is decided in the core,
 * on the user's own event times. States are deleted {@link #GRACE} later, so the moment of deletion changes no results but
 * those of events that arrive even later.
 */
public final class UserStore implements UserStates {
    /** How much longer than the time to live a state is kept. */
    static final Duration GRACE = Duration.ofDays(7);

    private static final byte[] PRESENT = new byte[0];

    private final KeyValueStore<StateKey, byte[]> users;
    private final PendingDeletes pendingDeletes;
    private final ExpiryIndex idle;
    private final KeyValueStore<String, byte[]> ignored;
    private final EngineSettings settings;

    /**
     * @param ignored ids of users whose events are ignored, each with an empty value
     */
    public UserStore(
            KeyValueStore<StateKey, byte[]> users,
            PendingDeletes pendingDeletes,
            KeyValueStore<byte[], byte[]> idle,
            KeyValueStore<String, byte[]> ignored,
            EngineSettings settings) {
        this.users = users;
        this.pendingDeletes = pendingDeletes;
        this.idle = new ExpiryIndex(idle);
        this.ignored = ignored;
        this.settings = settings;
    }

    @Override
    public byte @Nullable [] read(StateKey key) {
        return users.get(key);
    }

    /** Whether there is a state of the user. */
    public boolean knows(String userId) {
        return users.get(new StateKey.Head(userId)) != null;
    }

    /** Stores a user's new state. */
    public void write(BatchResult.Change change) {
        change.state().writeTo(this::write);
        pendingDeletes.release(users::delete);
        if (change.dueBefore() < 0) {
            idle.add(change.userId(), change.lastSeen());
        }
    }

    private void write(StateKey key, byte @Nullable [] value) {
        if (value == null) {
            pendingDeletes.add(key);
        } else {
            users.put(key, value);
        }
    }

    /** Deletes a user, also from the index; false when there was none. */
    public boolean erase(String userId) {
        byte[] head = users.get(new StateKey.Head(userId));
        if (head != null) {
            removeFromIndex(userId, head);
            users.delete(new StateKey.Head(userId));
        }
        deleteParts(userId);
        return head != null;
    }

    /** Deletes all parts, also those that no head names: a killed engine may have left some. */
    private void deleteParts(String userId) {
        List<StateKey> parts = new ArrayList<>();
        try (KeyValueIterator<StateKey, byte[]> stored =
                users.range(StateKey.firstPart(userId), StateKey.lastPart(userId))) {
            stored.forEachRemaining(part -> parts.add(part.key));
        }
        parts.forEach(users::delete);
        pendingDeletes.forget(userId);
    }

    private History history(String userId, byte[] head) {
        return UserState.decode(userId, head, users::get, settings).history();
    }

    private void removeFromIndex(String userId, byte[] head) {
        try {
            History history = history(userId, head);
            idle.remove(userId, ExpiryIndex.dayOf(history.firstSeen()), ExpiryIndex.dayOf(history.lastSeen()));
        } catch (IllegalStateException unreadable) { // a damaged state must go as well
            idle.remove(userId);
        }
    }

    /** Whether the user's events are ignored. */
    public boolean isIgnored(String userId) {
        return ignored.get(userId) != null;
    }

    /** Ignores the user's events from now on. */
    public void ignore(String userId) {
        ignored.put(userId, PRESENT);
    }

    /** Accepts the user's events again; false when they were not ignored. */
    public boolean resume(String userId) {
        return ignored.delete(userId) != null;
    }

    /**
     * Deletes users who have been idle for too long.
     *
     * @param now event time in epoch milliseconds
     * @param limit most users to look at
     */
    public Expired expire(long now, int limit) {
        long latestIdle = now - settings.userTtl().toMillis() - GRACE.toMillis();
        if (latestIdle <= 0) {
            return Expired.NONE;
        }
        List<ExpiryIndex.ExpiryEntry> due = idle.before(ExpiryIndex.dayOf(latestIdle), limit);
        List<String> deleted = new ArrayList<>();
        for (ExpiryIndex.ExpiryEntry entry : due) {
            if (deleteIfIdle(entry, latestIdle)) {
                deleted.add(entry.userId());
            }
        }
        return new Expired(deleted, due.size() == limit);
    }

    /**
     * The result of an expiry.
     *
     * @param userIds users that were deleted
     * @param more whether the limit was reached, so that more users may be due
     */
    public record Expired(List<String> userIds, boolean more) {
        private static final Expired NONE = new Expired(List.of(), false);
    }

    private boolean deleteIfIdle(ExpiryIndex.ExpiryEntry entry, long latestIdle) {
        idle.remove(entry);
        byte[] head = users.get(new StateKey.Head(entry.userId()));
        if (head == null) {
            return false;
        }
        long lastSeen = history(entry.userId(), head).lastSeen();
        if (lastSeen >= latestIdle) {
            idle.add(entry.userId(), lastSeen);
            return false;
        }
        users.delete(new StateKey.Head(entry.userId()));
        deleteParts(entry.userId());
        return true;
    }
}
