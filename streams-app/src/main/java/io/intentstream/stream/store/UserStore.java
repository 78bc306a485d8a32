package io.intentstream.stream.store;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.UserState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The users of one task: their encoded states, and the index that finds the idle.
 *
 * <p>Expiry here only frees space. That a user starts afresh after {@link EngineSettings#userTtl()} is the engine's
 * rule, on the user's own event times; states are dropped {@link #GRACE} later, so that when they are dropped changes no
 * result but those of events that arrive later than that.
 */
public final class UserStore {
    /** How much longer than the time to live a state is kept. */
    static final Duration GRACE = Duration.ofDays(7);

    private static final byte[] PRESENT = new byte[0];

    private final KeyValueStore<StateKey, byte[]> users;
    private final PendingDeletes dropped;
    private final ExpiryIndex idle;
    private final KeyValueStore<String, byte[]> ignored;
    private final EngineSettings settings;
    private final Consumer<String> gone;

    /**
     * @param dropped those of this task
     * @param ignored ids of users whose events are ignored, each with an empty value
     * @param gone told of every user who is erased or expires, so that nothing else goes on to hold the user
     */
    public UserStore(
            KeyValueStore<StateKey, byte[]> users,
            PendingDeletes dropped,
            KeyValueStore<byte[], byte[]> idle,
            KeyValueStore<String, byte[]> ignored,
            EngineSettings settings,
            Consumer<String> gone) {
        this.users = users;
        this.dropped = dropped;
        this.idle = new ExpiryIndex(idle);
        this.ignored = ignored;
        this.settings = settings;
        this.gone = gone;
    }

    /** A value of a user's state, or null. */
    public byte[] read(StateKey key) {
        return users.get(key);
    }

    /** Whether there is a state of the user. */
    public boolean knows(String userId) {
        return users.get(StateKey.head(userId)) != null;
    }

    public void write(BatchResult.Change change) {
        change.state().writeTo(change.userId(), this::write);
        dropped.release(users::delete);
        if (change.lastSeenBefore() < 0) {
            idle.add(change.userId(), change.lastSeen());
        }
    }

    private void write(StateKey key, byte @Nullable [] value) {
        if (value == null) {
            dropped.add(key);
        } else {
            users.put(key, value);
        }
    }

    /** Forgets a user, the index included; false when there was none. */
    public boolean erase(String userId) {
        gone.accept(userId);
        byte[] head = users.get(StateKey.head(userId));
        if (head != null) {
            removeFromIndex(userId, head);
            users.delete(StateKey.head(userId));
        }
        deleteParts(userId);
        return head != null;
    }

    /** Also those that no head names: an engine that was killed may have left some. */
    private void deleteParts(String userId) {
        List<StateKey> parts = new ArrayList<>();
        try (KeyValueIterator<StateKey, byte[]> stored =
                users.range(StateKeySerde.firstPart(userId), StateKeySerde.lastPart(userId))) {
            stored.forEachRemaining(part -> parts.add(part.key));
        }
        parts.forEach(users::delete);
        dropped.forget(userId);
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

    public boolean isIgnored(String userId) {
        return ignored.get(userId) != null;
    }

    public void ignore(String userId) {
        ignored.put(userId, PRESENT);
    }

    /** Ends the ignoring; false when there was none. */
    public boolean resume(String userId) {
        return ignored.delete(userId) != null;
    }

    /**
     * Drops users that have been idle for too long.
     *
     * @param now event time in epoch milliseconds
     * @param limit most users to look at
     * @return the users that were dropped, and whether there may be more
     */
    public Expired expire(long now, int limit) {
        long latestIdle = now - settings.userTtl().toMillis() - GRACE.toMillis();
        if (latestIdle <= 0) {
            return Expired.NONE;
        }
        List<ExpiryIndex.ExpiryEntry> due = idle.before(ExpiryIndex.dayOf(latestIdle), limit);
        List<String> dropped = new ArrayList<>();
        for (ExpiryIndex.ExpiryEntry entry : due) {
            if (dropIfIdle(entry, latestIdle)) {
                dropped.add(entry.userId());
            }
        }
        return new Expired(dropped, due.size() == limit);
    }

    /**
     * What an expiry brought.
     *
     * @param userIds users that were dropped
     * @param more whether the limit was reached
     */
    public record Expired(List<String> userIds, boolean more) {
        private static final Expired NONE = new Expired(List.of(), false);
    }

    private boolean dropIfIdle(ExpiryIndex.ExpiryEntry entry, long latestIdle) {
        idle.remove(entry);
        byte[] head = users.get(StateKey.head(entry.userId()));
        if (head == null) {
            return false;
        }
        long lastSeen = history(entry.userId(), head).lastSeen();
        if (lastSeen >= latestIdle) {
            idle.add(entry.userId(), lastSeen);
            return false;
        }
        gone.accept(entry.userId());
        users.delete(StateKey.head(entry.userId()));
        deleteParts(entry.userId());
        return true;
    }
}
