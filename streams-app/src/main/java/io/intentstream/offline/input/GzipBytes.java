package io.intentstream.offline.input;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a gzip stream up to the last byte before a damaged place; there it throws {@link CorruptDataException}. Bytes
 * after the end that are not gzip data count as damage, since the file may have been concatenated from several.
 */
final class GzipBytes extends GZIPInputStream {
    private static final int TRAILER = 8;

    private final CountingInput compressed;
    private @Nullable CorruptDataException damage;

    GzipBytes(InputStream in, int buffer) throws IOException {
        this(new CountingInput(in), buffer);
    }

    private GzipBytes(CountingInput compressed, int buffer) throws IOException {
        super(compressed, buffer);
        this.compressed = compressed;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (damage != null) {
            throw damage;
        }
        long before = inf.getBytesWritten();
        try {
            int read = super.read(bytes, offset, length);
            if (read < 0) {
                requireNothingAfter();
            }
            return read;
        } catch (EOFException e) {
            damage = new CorruptDataException(compressed.count, "the gzip data are cut off", e);
            throw damage;
        } catch (ZipException e) {
            damage = new CorruptDataException(position(), "the gzip data are damaged (" + e.getMessage() + ")", e);
            int inflated = (int) (inf.getBytesWritten() - before);
            if (inflated <= 0) {
                throw damage;
            }
            return inflated;
        }
    }

    private long position() {
        return compressed.count - inf.getRemaining();
    }

    private void requireNothingAfter() throws IOException {
        long end = position() + Math.min(TRAILER, inf.getRemaining());
        if (end < compressed.count || compressed.read() >= 0) {
            damage = new CorruptDataException(end, "what follows is not gzip data", null);
            throw damage;
        }
    }

    /** Counts the bytes that are read, from a stream that supports marks. */
    private static final class CountingInput extends FilterInputStream {
        private long count;

        CountingInput(InputStream in) {
            super(in);
        }

        /** Decides whether another gzip file follows; a slow pipe must not look like the end. */
        @Override
        public int available() throws IOException {
            in.mark(1);
            boolean ended = in.read() < 0;
            in.reset();
            return ended ? 0 : 1;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
