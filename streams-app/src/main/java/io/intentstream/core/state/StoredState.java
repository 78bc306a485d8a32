package io.intentstream.core.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user's state as it is stored: a head, which is written with every update, and the parts that it names, each of which
 * is written once.
 *
 * @param userId the user
 * @param head the value of {@link StateKey.Head}
 * @param parts the values that the head names
 */
public record StoredState(String userId, byte[] head, Map<StateKey, byte[]> parts) {

    /**
     * Reads the parts that a head names.
     *
     * @param store returns a value, or null when there is none
     * @return null when a part is missing: the state has changed since the head was read, so read the head again
     * @throws IllegalStateException when the head is damaged or of a later release
     */
    public static @Nullable StoredState gather(
            String userId, byte[] head, Function<StateKey, byte @Nullable []> store) {
        Map<StateKey, byte[]> parts = new HashMap<>();
        for (StateKey key : UserState.partsOf(userId, head)) {
            byte[] part = store.apply(key);
            if (part == null) {
                return null;
            }
            parts.put(key, part);
        }
        return new StoredState(userId, head, parts);
    }
}
