package io.intentstream.core.recommendation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A user's different ids in the order of insertion, found by a hash table: a window has up to hundreds of them. */
final class IdIndex {
    private String[] ids;
    private int[] slots;
    private int size;

    /** @param expected about how many ids there will be */
    IdIndex(int expected) {
        ids = new String[Math.max(4, expected)];
        slots = new int[Integer.highestOneBit(ids.length) << 2];
    }

    int size() {
        return size;
    }

    String get(int i) {
        return ids[i];
    }

    /** Index of an id; -1 when it is absent or null. */
    int indexOf(@Nullable String id) {
        return id == null ? -1 : slots[slotOf(id)] - 1;
    }

    /** Adds an id that is absent, and returns its index. */
    int add(String id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            slots = new int[2 * slots.length];
            for (int i = 0; i < size; i++) {
                slots[slotOf(ids[i])] = i + 1;
            }
        }
        ids[size] = id;
        slots[slotOf(id)] = size + 1;
        return size++;
    }

    /** The slot of an id, or the empty one where it would stand. */
    private int slotOf(String id) {
        int hash = id.hashCode() * Names.SCATTER;
        int slot = (hash ^ hash >>> 16) & slots.length - 1;
        while (slots[slot] != 0 && !ids[slots[slot] - 1].equals(id)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
