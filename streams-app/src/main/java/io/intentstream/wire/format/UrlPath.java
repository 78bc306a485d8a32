package io.intentstream.wire.format;

/** The path of a page's address. */
final class UrlPath {

    private UrlPath() {}

    /** The path of an absolute URL, or of one that begins with its path: without query and fragment, {@code /} when empty. */
    static String of(String url) {
        int scheme = url.indexOf("://");
        int host = scheme < 0 ? (url.startsWith("//") ? 2 : -1) : scheme + 3;
        int start = host < 0 ? 0 : pathAfter(url, host);
        int end = url.length();
        for (int i = start; i < end; i++) {
            char c = url.charAt(i);
            if (c == '?' || c == '#') {
                end = i;
            }
        }
        return start >= end ? "/" : url.substring(start, end);
    }

    private static int pathAfter(String url, int host) {
        for (int i = host; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return i;
            }
        }
        return url.length();
    }
}
