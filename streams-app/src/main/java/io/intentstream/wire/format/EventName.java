package io.intentstream.wire.format;

/** Names of events as trackers send them, made comparable: {@code Product Viewed} and {@code product_viewed} are one. */
final class EventName {

    private EventName() {}

    /** In lower case, with a space for each underscore and hyphen, without white space around it. */
    static String normal(String name) {
        int end = name.length();
        for (int i = 0; i < end; i++) {
            if (normal(name.charAt(i)) != name.charAt(i)
                    || i == 0 && name.charAt(0) == ' '
                    || i == end - 1 && name.charAt(i) == ' ') {
                return rewritten(name);
            }
        }
        return name;
    }

    private static String rewritten(String name) {
        char[] chars = name.strip().toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = normal(chars[i]);
        }
        return new String(chars);
    }

    private static char normal(char c) {
        return c == '_' || c == '-' ? ' ' : Character.toLowerCase(c);
    }
}
