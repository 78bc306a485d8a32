package io.intentstream.core.state;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A cache that holds each text once that many events share (products, categories, page types). Otherwise most objects of
 * the cached states would be texts, and the collector's pauses grow with the number of objects. The size is fixed: a text
 * is replaced by the next one with the same slot.
 *
 * <p>Shared by all threads without locks. A thread that misses another thread's write creates an equal text.
 */
final class StringInterner {
    private static final int PLACES = 1 << 14;
    private static final @Nullable String[] KNOWN = new String[PLACES];

    private StringInterner() {}

    /** The cached text that equals this one, or this one, which is cached then. */
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

    /** The text of these UTF-8 bytes, from the cache if it is there. */
    static String shared(byte[] bytes, int from, int length) {
        int hash = 0;
        int all = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
            all |= bytes[i];
        }
        // For ASCII this equals String.hashCode().
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
