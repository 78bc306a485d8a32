package io.intentstream.wire.format;

import org.jspecify.annotations.Nullable;

/**
 * What the path of a page says.
 *
 * @param pattern the path, in which {@code *} stands for any characters, none included
 * @param view what becomes of a view of such a page; null when the rule does not say and it stays a PAGE_VIEW
 * @param page the type of such pages; null when the rule does not say
 */
public record PageRule(
        String pattern, @Nullable EventRule view, @Nullable String page) {

    /** Each star takes as little as possible, and more when the rest does not fit. */
    boolean matches(String path) {
        int star = -1;
        int resume = 0;
        int p = 0;
        int i = 0;
        while (i < path.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = i;
            } else if (p < pattern.length() && pattern.charAt(p) == path.charAt(i)) {
                p++;
                i++;
            } else if (star >= 0) {
                p = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
