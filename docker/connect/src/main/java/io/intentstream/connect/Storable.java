package io.intentstream.connect;

/**
 * Makes text storable. PostgreSQL refuses U+0000 in any text, and one such record would stop a connector for good. The
 * engine accepts no event with it, but topics and states of earlier versions may hold it.
 */
final class Storable {
    private static final char REPLACEMENT = '\uFFFD';

    private Storable() {}

    /**
     * The text with U+FFFD in place of each U+0000; null for null. Removing the characters instead could turn one user's
     * id into another's.
     */
    static String text(Object text) {
        return text == null ? null : text.toString().replace('\0', REPLACEMENT);
    }
}
