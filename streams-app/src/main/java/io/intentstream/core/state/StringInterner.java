package io.intentstream.core.state;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts that many events share (products, categories, kinds of pages), each held once. Most objects in the states that
 * memory keeps would be texts otherwise, and the collector's pauses grow with the number of objects. A cache of a fixed
 * size, in which a text gives way to another of the same place.
 *
 * <p>Shared by all threads without locks: one that misses what another has put there makes an equal text of its own.
 */
final class StringInterner {
    private static final int PLACES = 1 << 14;
    private static final @Nullable String[] KNOWN = new String[PLACES];

    private StringInterner() {}

    /** The text equal to this one that others have, if there is one. */
    static @Nullable String shared(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int place = place(text.hashCode());
        String known = KNOWN[place];
        if (text.equals(known)) {
            return known;
        }
        KNOWN[place] = text;
        return text;
    }

    /** The text of these bytes, UTF-8; makes none that others have. */
    static String shared(byte[] bytes, int from, int length) {
        int hash = 0;
        int all = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
            all |= bytes[i];
        }
        // Of ASCII, this is the text's own hash.
        String known = all < 0 ? null : KNOWN[place(hash)];
        return known != null && isMadeOf(known, bytes, from, length)
                ? known
                : shared(new String(bytes, from, length, StandardCharsets.UTF_8));
    }

    private static boolean isMadeOf(String known, byte[] bytes, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 14) & (PLACES - 1);
    }
}
