package io.intentstream.stream.query;

import java.util.Comparator;

/**
 * The order of texts by their code points, which is that of their bytes in UTF-8, and so that of the users' store. Java's own
 * order differs for characters outside the basic plane.
 */
final class Utf8Order {
    /** Compares two texts. */
    static final Comparator<String> BY_CODE_POINT = Utf8Order::compare;

    private Utf8Order() {}

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                // A surrogate stands for a code point beyond all others.
                boolean beyond = Character.isSurrogate(left) != Character.isSurrogate(right);
                return beyond ? (Character.isSurrogate(left) ? 1 : -1) : left - right;
            }
        }
        return a.length() - b.length();
    }
}
