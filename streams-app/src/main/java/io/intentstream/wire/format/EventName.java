package io.intentstream.wire.format;

/** Names of events as trackers send them, made comparable: {@code Product Viewed} and {@code product_viewed} are one. */
final class EventName {

    private EventName() {}

    /** In lower case, with a space for each underscore and hyphen, without white space around it. */
    static String normal(String name) {
        String stripped = name.strip();
        for (int i = 0; i < stripped.length(); i++) {
            if (normal(stripped.charAt(i)) != stripped.charAt(i)) {
                return rewritten(stripped);
            }
        }
        return stripped;
    }

    private static String rewritten(String name) {
        char[] chars = name.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = normal(chars[i]);
        }
        return new String(chars);
    }

    private static char normal(char c) {
        return c == '_' || c == '-' ? ' ' : Character.toLowerCase(c);
    }
}
