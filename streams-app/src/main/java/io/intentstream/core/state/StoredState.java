package io.intentstream.core.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user's state as it is stored: a head, which is written with every change, and the parts that it names, which are
 * written once.
 *
 * @param head the value under {@link StateKey#HEAD}
 * @param parts the values that the head names, by number
 */
public record StoredState(byte[] head, Map<Integer, byte[]> parts) {

    /**
     * Reads the parts that a head names.
     *
     * @param store gives a value; null when it is not there
     * @return null when one is not there: the state has changed since the head was read, and can be read again
     * @throws IllegalStateException when the head is of a later release or damaged
     */
    public static @Nullable StoredState gather(
            String userId, byte[] head, Function<StateKey, byte @Nullable []> store) {
        Map<Integer, byte[]> parts = new HashMap<>();
        for (int number : UserState.partsOf(head)) {
            byte[] part = store.apply(new StateKey(userId, number));
            if (part == null) {
                return null;
            }
            parts.put(number, part);
        }
        return new StoredState(head, parts);
    }
}
