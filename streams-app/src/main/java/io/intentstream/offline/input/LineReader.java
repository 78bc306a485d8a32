package io.intentstream.offline.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a byte stream into lines without copying or decoding them. Drops a byte order mark at the start and carriage returns
 * before line feeds; the last line needs no line feed.
 */
final class LineReader implements Closeable {

    /** Longest line in bytes. A longer one is malformed, so that a file without line breaks can't fill the memory. */
    static final int LONGEST_LINE = 1 << 20;

    private static final int FIRST_CAPACITY = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int position;
    private int limit;
    private long number;
    private boolean endedWithinLine;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next line.
     *
     * @return false at the end
     * @throws MalformedLineException when the line is too long; {@code line} has its number, and the next line can be read
     */
    boolean read(Line line) throws IOException, MalformedLineException {
        int scanned = position;
        int lineFeed;
        while ((lineFeed = indexOfLineFeed(scanned)) < 0) {
            if (limit - position > LONGEST_LINE) {
                skipToLineFeed();
                line.number(++number);
                throw tooLong();
            }
            int pending = limit - position;
            boolean more = fill();
            scanned = position + pending;
            if (!more) {
                endedWithinLine = limit > position;
                lineFeed = limit;
                break;
            }
        }
        if (lineFeed == limit && position == limit) {
            return false;
        }
        number++;
        if (lineFeed - position > LONGEST_LINE) {
            position = Math.min(lineFeed + 1, limit);
            line.number(number);
            throw tooLong();
        }
        int start = number == 1 ? position + byteOrderMark(lineFeed) : position;
        int end = lineFeed > start && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        line.set(buffer, start, end, number);
        position = Math.min(lineFeed + 1, limit);
        return true;
    }

    private static MalformedLineException tooLong() {
        return new MalformedLineException("whole line", "at most " + LONGEST_LINE + " bytes");
    }

    /** Whether the last line has been read and has no line feed. */
    boolean endedWithinLine() {
        return endedWithinLine;
    }

    private int indexOfLineFeed(int from) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Appends more bytes to the pending ones, which move to the front of the buffer; false at the end. */
    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read > 0) {
            limit += read;
        }
        return read >= 0;
    }

    private void skipToLineFeed() throws IOException {
        do {
            position = limit;
            if (!fill()) {
                return;
            }
        } while (indexOfLineFeed(position) < 0);
        position = indexOfLineFeed(position) + 1;
    }

    private int byteOrderMark(int end) {
        boolean marked = end - position >= 3
                && buffer[position] == (byte) 0xEF
                && buffer[position + 1] == (byte) 0xBB
                && buffer[position + 2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
