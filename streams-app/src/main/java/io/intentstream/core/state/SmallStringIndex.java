package io.intentstream.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A few different names in the order of insertion. A lookup scans an array of their hashes: for the few names of a user's
 * state, that is faster than a hash table and needs far less memory.
 */
final class SmallStringIndex {
    private String[] names = new String[4];
    private int[] hashes = new int[4];
    private int size;

    int size() {
        return size;
    }

    String get(int i) {
        return names[i];
    }

    /** Index of a name; -1 when it is absent or null. */
    int indexOf(@Nullable String name) {
        if (name == null) {
            return -1;
        }
        int hash = name.hashCode();
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Adds a name that is absent, and returns its index. */
    int add(String name) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        set(size, name);
        return size++;
    }

    void set(int i, String name) {
        names[i] = name;
        hashes[i] = name.hashCode();
    }

    /** Removes a name; the indices of those after it decrease by one. */
    void remove(int i) {
        System.arraycopy(names, i + 1, names, i, size - 1 - i);
        System.arraycopy(hashes, i + 1, hashes, i, size - 1 - i);
        names[--size] = null;
    }

    void clear() {
        Arrays.fill(names, 0, size, null);
        size = 0;
    }
}
