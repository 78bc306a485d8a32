package io.intentstream.core.engine;

import io.intentstream.core.state.StateKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users' states in memory, for who has no store. */
public final class MemoryStates implements UserStates {
    private final Map<StateKey, byte[]> values = new HashMap<>();

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
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    /** How many users there are. */
    public long users() {
        return values.keySet().stream()
                .filter(key -> key.part() == StateKey.HEAD)
                .count();
    }

    /** All that is stored: a live view. */
    public Map<StateKey, byte[]> values() {
        return Collections.unmodifiableMap(values);
    }
}
