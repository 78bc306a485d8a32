package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads user ids from paths, with the limits that hold for events. */
final class UserIds {

    private UserIds() {}

    /**
     * The user of a path {@code /something/USER} or {@code /something/USER/more}.
     *
     * @param path as received, percent-encoded
     * @throws Problem 400 when it is not a valid user id
     */
    static String ofPath(String path) {
        String userId = decode(path.split("/", -1)[2]);
        Validation.Rejected wrong = EventValidator.checkUserId(userId);
        if (wrong != null) {
            throw Problem.of(400, wrong.message());
        }
        return userId;
    }

    private static String decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                bytes.write(hexByte(segment, i + 1));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw notDecodable();
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notDecodable();
        }
    }

    private static int hexByte(String segment, int at) {
        if (at + 2 > segment.length()) {
            throw notDecodable();
        }
        int high = Character.digit(segment.charAt(at), 16);
        int low = Character.digit(segment.charAt(at + 1), 16);
        if (high < 0 || low < 0) {
            throw notDecodable();
        }
        return high << 4 | low;
    }

    private static Problem notDecodable() {
        return Problem.of(400, "the user id is not UTF-8, percent-encoded");
    }
}
