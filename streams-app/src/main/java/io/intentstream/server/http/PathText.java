package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads texts of paths, in which every character may be percent-encoded, '/' included. */
final class PathText {
    private PathText() {}

    /**
     * The text of a path's second segment, as of {@code /something/TEXT/more}.
     *
     * @param path as received, percent-encoded
     * @param what the word for such a text, for the message
     * @throws Problem 400 when it is not percent-encoded UTF-8
     */
    static String second(String path, String what) {
        return decode(path.split("/", -1)[2], what);
    }

    private static String decode(String segment, String what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                bytes.write(hexByte(segment, i + 1, what));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw notDecodable(what);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notDecodable(what);
        }
    }

    private static int hexByte(String segment, int at, String what) {
        if (at + 2 > segment.length()) {
            throw notDecodable(what);
        }
        int high = Character.digit(segment.charAt(at), 16);
        int low = Character.digit(segment.charAt(at + 1), 16);
        if (high < 0 || low < 0) {
            throw notDecodable(what);
        }
        return high << 4 | low;
    }

    private static Problem notDecodable(String what) {
        return Problem.of(400, "the " + what + " is not UTF-8, percent-encoded");
    }
}
