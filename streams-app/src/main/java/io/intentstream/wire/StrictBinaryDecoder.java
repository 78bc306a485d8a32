package io.intentstream.wire;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro binary from an untrusted byte array. Avro's own decoder allocates any length that the bytes claim, so a record of
 * twenty bytes can demand gigabytes, and it silently replaces malformed UTF-8. This one refuses malformed text, and lengths and
 * item counts that exceed the remaining bytes. Each item counts as at least one byte, so arrays of nulls are refused too; none of
 * our schemas has one.
 */
final class StrictBinaryDecoder extends Decoder {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private int position;

    StrictBinaryDecoder(byte[] bytes, int start) {
        this.bytes = bytes;
        this.position = start;
    }

    /** Bytes not read yet. */
    int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws EOFException {
        return bytes[advance(1)] == 1;
    }

    @Override
    public int readInt() throws EOFException {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroRuntimeException("an int has more than 32 bits");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws EOFException {
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = bytes[advance(1)];
            zigzag |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return zigzag >>> 1 ^ -(zigzag & 1);
            }
        }
        throw new AvroRuntimeException("a number has more than 64 bits");
    }

    @Override
    public float readFloat() throws EOFException {
        return ByteBuffer.wrap(bytes, advance(Float.BYTES), Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat();
    }

    @Override
    public double readDouble() throws EOFException {
        return ByteBuffer.wrap(bytes, advance(Double.BYTES), Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getDouble();
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws EOFException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws EOFException {
        int length = readLength();
        int start = advance(length);
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireWellFormed(start, length);
        }
        return text;
    }

    /** U+FFFD is valid when the bytes encode it; otherwise it replaces malformed bytes. */
    private void requireWellFormed(int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
        } catch (CharacterCodingException e) {
            throw new MalformedTextException(e);
        }
    }

    @Override
    public void skipString() throws EOFException {
        advance(readLength());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws EOFException {
        byte[] copy = new byte[readLength()];
        readFixed(copy, 0, copy.length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws EOFException {
        advance(readLength());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws EOFException {
        System.arraycopy(bytes, advance(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws EOFException {
        advance(length);
    }

    @Override
    public int readEnum() throws EOFException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws EOFException {
        return readItemCount();
    }

    @Override
    public long arrayNext() throws EOFException {
        return readItemCount();
    }

    @Override
    public long skipArray() throws EOFException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws EOFException {
        return readItemCount();
    }

    @Override
    public long mapNext() throws EOFException {
        return readItemCount();
    }

    @Override
    public long skipMap() throws EOFException {
        return skipBlocks();
    }

    @Override
    public int readIndex() throws EOFException {
        return readInt();
    }

    /** A negative count is followed by the block's size in bytes, which is needed only for skipping. */
    private long readItemCount() throws EOFException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong();
        }
        if (count < 0 || count > remaining()) {
            throw new EOFException("a collection claims more items than there are bytes left");
        }
        return count;
    }

    /** Skips blocks with a size; returns the item count of the first block without one, 0 at the end. */
    private long skipBlocks() throws EOFException {
        long count = readLong();
        while (count < 0) {
            advance(readLength());
            count = readLong();
        }
        if (count > remaining()) {
            throw new EOFException("a collection claims more items than there are bytes left");
        }
        return count;
    }

    private int readLength() throws EOFException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new EOFException("a length lies outside the bytes left");
        }
        return (int) length;
    }

    private int advance(int length) throws EOFException {
        if (length > remaining()) {
            throw new EOFException("the value ends too early");
        }
        int start = position;
        position += length;
        return start;
    }
}
