package io.intentstream.offline.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One line of a file as a view of the reader's buffer, without its line break. The reader reuses it, so it is valid only
 * until the next line is read.
 */
final class Line {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private long number;

    void set(byte[] bytes, int start, int end, long number) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.number = number;
    }

    void number(long number) {
        this.number = number;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The line number, from 1. */
    long number() {
        return number;
    }

    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /**
     * An event id for this line. The same line at the same line number has the same id in any file; another line or number
     * almost certainly has another id, so that two files of one user don't look like duplicates of each other.
     */
    String eventId(String format) {
        checksum.reset();
        checksum.update(bytes, start, end - start);
        int sum = (int) checksum.getValue();
        StringBuilder id = new StringBuilder(format.length() + 24);
        id.append(format).append('-').append(number).append('-');
        for (int shift = 28; shift >= 0; shift -= 4) {
            id.append(HEX[(sum >>> shift) & 15]);
        }
        return id.toString();
    }

    /** Bytes {@code from} to {@code to} as text; {@code place} names them in the error when they are not UTF-8. */
    String text(int from, int to, String place) throws MalformedLineException {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return decode(from, to, place);
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private String decode(int from, int to, String place) throws MalformedLineException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedLineException(place, "valid UTF-8");
        }
    }
}
