package io.intentstream.wire.format;

/** The path of a page's address. */
final class UrlPath {

    private UrlPath() {}

    /** The path of an absolute URL, or of one that begins with its path: without query and fragment, {@code /} when empty. */
    static String of(String url) {
        int slashes = url.indexOf("//");
        boolean hasHost = slashes == 0 || slashes > 0 && url.indexOf('/') == slashes && url.charAt(slashes - 1) == ':';
        int start = hasHost ? pathAfter(url, slashes + 2) : 0;
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
