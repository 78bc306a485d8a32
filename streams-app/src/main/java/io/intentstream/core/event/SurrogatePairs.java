package io.intentstream.core.event;

/**
 * Finds halves of surrogate pairs. UTF-8 cannot encode one, and Java writes a question mark in its place: an id that holds
 * one becomes another id as soon as it is written.
 */
public final class SurrogatePairs {

    private SurrogatePairs() {}

    /** Whether each surrogate in the text is half of a pair, high before low. */
    public static boolean areComplete(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == length || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
