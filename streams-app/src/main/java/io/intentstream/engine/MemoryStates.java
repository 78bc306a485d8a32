package io.intentstream.engine;

import io.intentstream.state.StateKey;
import io.intentstream.state.StoredState;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Users' states in memory, for who has no store. */
public final class MemoryStates implements UserStates {
    private final Map<StateKey, byte[]> values = new HashMap<>();
    private int users;

    @Override
    public byte[] read(StateKey key) {
        return values.get(key);
    }

    /** Takes over what a batch changed. */
    public void apply(BatchResult result) {
        for (BatchResult.Change change : result.changes()) {
            change.state().writeTo(change.userId(), this::write);
        }
    }

    /** Writes a value; null deletes it. */
    public void write(StateKey key, byte @Nullable [] value) {
        byte[] before = value == null ? values.remove(key) : values.put(key, value);
        if (key.part() == StateKey.HEAD) {
            users += (value == null ? 0 : 1) - (before == null ? 0 : 1);
        }
    }

    /** How many values there are. */
    int size() {
        return values.size();
    }

    /** How many users there are. */
    public int users() {
        return users;
    }

    /** The users, in no particular order. */
    public Stream<String> userIds() {
        return values.keySet().stream()
                .filter(key -> key.part() == StateKey.HEAD)
                .map(StateKey::userId);
    }

    /** A user's state; null when the user is unknown. */
    public @Nullable StoredState stored(String userId) {
        byte[] head = values.get(StateKey.head(userId));
        return head == null ? null : StoredState.gather(head, number -> values.get(new StateKey(userId, number)));
    }

    /** Forgets all users. */
    public void clear() {
        values.clear();
        users = 0;
    }
}
