package io.intentstream.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
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
     * @param read a part by its number; null when it is not there
     * @return null when one is not there: the state has changed since the head was read, and can be read again
     * @throws IllegalStateException when the head is of a later release or damaged
     */
    public static @Nullable StoredState gather(byte[] head, IntFunction<byte @Nullable []> read) {
        Map<Integer, byte[]> parts = new HashMap<>();
        for (int number : UserState.partsOf(head)) {
            byte[] part = read.apply(number);
            if (part == null) {
                return null;
            }
            parts.put(number, part);
        }
        return new StoredState(head, parts);
    }
}
