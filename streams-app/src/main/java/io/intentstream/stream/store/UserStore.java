package io.intentstream.stream.store;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.UserStates;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.UserState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The users of one task: their stored states, the index of when to look at them without an event, and the users whose events
 * are ignored.
 *
 * <p>Deleting expired users only frees space. That a user starts again after the time to live is decided in the core, on the
 * user's own event times. States are deleted later, when the core says so, and so the moment of deletion changes no results but
 * those of events that arrive even later.
 */
public final class UserStore implements UserStates {
    private static final long MINUTE = 60_000;
    private static final byte[] PRESENT = new byte[0];

    private final KeyValueStore<StateKey, byte[]> users;
    private final PendingDeletes pendingDeletes;
    private final KeyValueStore<byte[], byte[]> dueUsers;
    private final DueIndex index;
    private final KeyValueStore<String, byte[]> ignored;

    /**
     * @param due the entries of the index
     * @param ignored ids of users whose events are ignored, each with an empty value
     */
    public UserStore(
            KeyValueStore<StateKey, byte[]> users,
            PendingDeletes pendingDeletes,
            KeyValueStore<byte[], byte[]> due,
            KeyValueStore<String, byte[]> ignored) {
        this.users = users;
        this.pendingDeletes = pendingDeletes;
        this.dueUsers = due;
        this.index = new DueIndex(due);
        this.ignored = ignored;
    }

    @Override
    public byte @Nullable [] read(StateKey key) {
        return users.get(key);
    }

    /** Whether there is a state of the user. */
    public boolean knows(String userId) {
        return users.get(new StateKey.Head(userId)) != null;
    }

    /** Stores a user's new state, and follows it in the index. */
    public void write(BatchResult.Change change) {
        change.state().writeTo(this::write);
        pendingDeletes.release(users::delete);
        index.move(change.userId(), change.dueBefore(), change.due());
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

    private void removeFromIndex(String userId, byte[] head) {
        try {
            index.move(userId, UserState.dueOf(head), -1);
        } catch (IllegalStateException unreadable) { // a damaged state must go as well
            index.remove(userId);
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
     * Users who are to be looked at, because the whole minute of their index entry has passed. The entry stays: writing or
     * erasing the user removes it, and {@link #forgetDue} does so where there is no user.
     *
     * @param now event time in epoch milliseconds
     * @param limit most users to return; when there are as many, there may be more
     */
    public List<DueUser> due(long now, int limit) {
        return index.before(minuteOf(now), limit);
    }

    /** Removes an index entry that the user's state does not name. */
    public void forgetDue(DueUser entry) {
        index.remove(entry);
    }

    /** How many users {@link #due} has; counts no further than {@code limit}. */
    public int countDue(long now, int limit) {
        return index.countBefore(minuteOf(now), limit);
    }

    /** How many milliseconds of event time ago the first of the users that {@link #due} has might have been looked at. */
    public long overdueMillis(long now) {
        return Math.max(0, (minuteOf(now) - index.first()) * MINUTE);
    }

    private static long minuteOf(long now) {
        return Math.floorDiv(now + 1, MINUTE);
    }

    /**
     * Ids of users in the order of the store.
     *
     * @param after the user before them; empty for the first of all
     * @param limit most of them
     */
    public List<String> usersAfter(String after, int limit) {
        List<String> found = new ArrayList<>();
        // The smallest id that is greater has one more character, the smallest one.
        try (KeyValueIterator<StateKey, byte[]> heads =
                users.range(new StateKey.Head(after + '\0'), StateKey.firstPart(""))) {
            while (found.size() < limit && heads.hasNext()) {
                if (heads.next().key instanceof StateKey.Head head) {
                    found.add(head.userId());
                }
            }
        }
        return found;
    }

    /** About how many users there are. */
    public long approximateUsers() {
        return dueUsers.approximateNumEntries();
    }
}
