package io.intentstream.core.state;

/** The 64-bit FNV-1a hash (Fowler, Noll and Vo) over the chars of a text. */
public final class Fnv1a {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fnv1a() {}

    /** The hash of a text. */
    public static long of(String text) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = add(hash, text.charAt(i));
        }
        return hash;
    }

    /** The hash of what {@code hash} stands for, followed by {@code value}. */
    public static long add(long hash, int value) {
        return (hash ^ value) * PRIME;
    }
}
