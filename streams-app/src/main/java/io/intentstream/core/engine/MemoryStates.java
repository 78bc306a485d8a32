package io.intentstream.core.engine;

import io.intentstream.core.state.StateKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store of users' states in memory. */
public final class MemoryStates implements UserStates {
    private final Map<StateKey, byte[]> values = new HashMap<>();

    @Override
    public byte @Nullable [] read(StateKey key) {
        return values.get(key);
    }

    /** Writes the changes of a batch. */
    public void apply(BatchResult result) {
        for (BatchResult.Change change : result.changes()) {
            change.state().writeTo(this::write);
        }
    }

    /** Writes a value; null deletes the key. */
    public void write(StateKey key, byte @Nullable [] value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    /** Number of users. */
    public long users() {
        return values.keySet().stream().filter(StateKey.Head.class::isInstance).count();
    }

    /** The users, in the order of their ids. */
    public List<String> userIds() {
        return values.keySet().stream()
                .filter(StateKey.Head.class::isInstance)
                .map(StateKey::userId)
                .sorted()
                .toList();
    }

    /** All stored values: a live view. */
    public Map<StateKey, byte[]> values() {
        return Collections.unmodifiableMap(values);
    }
}
