package io.intentstream.core.recommendation;

/** Ids by number, and numbers by id. A hash table in one array: a map of a million ids would take five times the memory. */
final class Names {
    static final int SCATTER = 0x9E3779B9;

    private final String[] names;
    private final int[] slots;

    /** @param names different ids; kept, not copied */
    Names(String[] names) {
        this.names = names;
        this.slots = new int[Integer.highestOneBit(Math.max(1, names.length)) << 2];
        for (int i = 0; i < names.length; i++) {
            int slot = slotOf(names[i]);
            if (slots[slot] != 0) {
                throw new IllegalArgumentException("The id '" + names[i] + "' occurs twice");
            }
            slots[slot] = i + 1;
        }
    }

    int size() {
        return names.length;
    }

    String get(int number) {
        return names[number];
    }

    /** Its number; -1 when it is unknown. */
    int numberOf(String name) {
        return slots[slotOf(name)] - 1;
    }

    /** The slot of a name, or the empty one where it would stand. */
    private int slotOf(String name) {
        // Ids that differ in their last digits have neighbouring hash codes: the multiplication scatters them.
        int hash = name.hashCode() * SCATTER;
        int slot = (hash ^ hash >>> 16) & slots.length - 1;
        while (slots[slot] != 0 && !names[slots[slot] - 1].equals(name)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
