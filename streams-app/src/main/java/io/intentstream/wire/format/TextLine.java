package io.intentstream.wire.format;

import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Splits a line of text into the values of its columns. */
final class TextLine {

    private TextLine() {}

    /** Reads the bytes as UTF-8 and passes the text on, without a line break at its end; other bytes are rejected. */
    static Validation read(byte[] bytes, int from, int to, Function<String, Validation> read) {
        String text = text(bytes, from, to);
        return text == null
                ? new Validation.Rejected(RejectReason.INVALID_UTF8, "the record is not valid UTF-8")
                : read.apply(text);
    }

    /** As UTF-8, without a line break at its end; null when the bytes are no UTF-8. */
    static @Nullable String text(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, end - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The values between separators; none is quoted. */
    static List<String> plain(String line, char separator) {
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int end = line.indexOf(separator); end >= 0; end = line.indexOf(separator, start)) {
            values.add(line.substring(start, end));
            start = end + 1;
        }
        values.add(line.substring(start));
        return values;
    }

    /**
     * The values between separators; one in quotes may hold separators, and quotes that are doubled.
     *
     * @return null when a quote is not closed where its column ends
     */
    static @Nullable List<String> quoted(String line, char separator) {
        if (line.indexOf('"') < 0) {
            return plain(line, separator);
        }
        List<String> values = new ArrayList<>();
        int start = 0;
        while (true) {
            int end;
            if (start < line.length() && line.charAt(start) == '"') {
                end = endOfQuoted(line, start);
                if (end > line.length() || end < line.length() && line.charAt(end) != separator) {
                    return null;
                }
                values.add(line.substring(start + 1, end - 1).replace("\"\"", "\""));
            } else {
                end = line.indexOf(separator, start);
                end = end < 0 ? line.length() : end;
                values.add(line.substring(start, end));
            }
            if (end == line.length()) {
                return values;
            }
            start = end + 1;
        }
    }

    /** The index after the closing quote; beyond the line's end when there is none. */
    private static int endOfQuoted(String line, int start) {
        int i = start + 1;
        while (i < line.length()) {
            if (line.charAt(i) != '"') {
                i++;
            } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return line.length() + 1;
    }
}
