package io.intentstream.core.state;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The writes that store a user's new state.
 *
 * @param head the key and the value of the head
 * @param added parts that were not stored before
 * @param removed keys of parts that the head no longer names
 */
public record StateChange(StateValue head, List<StateValue> added, List<StateKey> removed) {

    /** A key and its value. */
    public record StateValue(StateKey key, byte[] bytes) {}

    /**
     * Writes the state: new parts first, then the head, then deletions. A store that received only the first of these
     * writes still holds the state of before, since no key is ever used for two values and nothing is deleted that the
     * stored head names.
     *
     * @param store receives a key and a value; a null value deletes the key
     */
    public void writeTo(BiConsumer<StateKey, byte @Nullable []> store) {
        for (StateValue part : added) {
            store.accept(part.key, part.bytes);
        }
        store.accept(head.key, head.bytes);
        for (StateKey key : removed) {
            store.accept(key, null);
        }
    }
}
