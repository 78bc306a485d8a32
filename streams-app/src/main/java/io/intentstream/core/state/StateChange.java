package io.intentstream.core.state;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written for a state to be stored.
 *
 * @param head the value under {@link StateKey#HEAD}
 * @param added parts that were not stored before
 * @param dropped numbers of parts that the head names no longer
 */
public record StateChange(byte[] head, List<StatePart> added, List<Integer> dropped) {

    /** A value that is written once. */
    record StatePart(int number, byte[] bytes) {}

    /**
     * Writes it. Whoever finds only the first of these writes has the state of before: a number is never used for two
     * values, and nothing is dropped that a head names.
     *
     * @param store takes a key and a value, null to delete it
     */
    public void writeTo(String userId, BiConsumer<StateKey, byte @Nullable []> store) {
        for (StatePart part : added) {
            store.accept(new StateKey(userId, part.number), part.bytes);
        }
        store.accept(StateKey.head(userId), head);
        for (int number : dropped) {
            store.accept(new StateKey(userId, number), null);
        }
    }
}
